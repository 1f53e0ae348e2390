package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The content of requests for scripts (CGI), and clients that send it slowly, on every engine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CgiInputTest {
  /** Longer than scripts may be silent in {@code /patient/}. */
  private static final int PAUSE_MILLIS = 1_500;

  @RegisterExtension private static final CgiSite SITE = new CgiSite();

  @BeforeAll
  static void writeSite(@TempDir Path folder) throws IOException {
    SITE.writeTo(folder);
    SITE.script("refuse.sh", "sleep 0.1; printf 'Status: 403\\nContent-Type: x/y\\n\\nno'");
    SITE.script("count.sh", "printf 'Content-Type: x/y\\n\\n'; wc -c");
    SITE.script("lines.sh", "while read -r line; do sleep 0.1; done; echo Status: 204; echo");
    SITE.script("idle.sh", "sleep 50");
    SITE.script("head.sh", "head -c 1 > /dev/null; sleep 50");
  }

  /** The beginning of a request with content of this length. */
  private static Client begin(LocalServer server, String target, int length) throws IOException {
    return server.connect().ask("POST " + target, "Content-Length: " + length);
  }

  @EachEngine
  void aScriptMayAnswerBeforeItsInputArrives(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    for (int i = 0; i < 10; i++) {
      // places become free again, or else the content of the fifth would be stored first
      try (Client silent = begin(server, "/eight/refuse.sh", 1_000_000).send("a")) {
        Reply reply = silent.read();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).isEqualTo("no");
        assertThat(silent.read(new byte[1])).as("the end of the connection").isEqualTo(-1);
      }
    }
  }

  @EachEngine
  void clientsThatSendSlowlyTakeHalfOfThePlaces(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    try (Client first = begin(server, "/two/count.sh", 2).send("a");
        Client second = begin(server, "/two/count.sh", 2).send("a");
        Client next = server.connect()) {
      Thread.sleep(50);
      assertThat(next.ask("GET /two/env.sh").read().status()).isEqualTo(200);
      assertThat(first.send("b").read().text().strip()).isEqualTo("2");
      assertThat(second.send("b").read().text().strip()).isEqualTo("2");
    }
  }

  /** Content of unknown length is stored before the script begins, and all for the last place. */
  @EachEngine
  void aClientThatSendsSlowlyTakesNoPlace(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    try (Client known = begin(server, "/single/count.sh", 2).send("a");
        Client chunked = server.connect();
        Client next = server.connect()) {
      chunked.ask("POST /single/count.sh", "Transfer-Encoding: chunked").send("1\na\n");
      Thread.sleep(50);
      assertThat(next.ask("GET /single/env.sh").read().status()).isEqualTo(200);
      assertThat(known.send("b").read().text().strip()).isEqualTo("2");
      assertThat(chunked.send("1\nb\n0\n\n").read().text().strip()).isEqualTo("2");
    }
  }

  @EachEngine
  void othersCannotReadTheContent(Variant variant) throws Exception {
    String secret = "secret of " + variant;
    try (Client client = begin(SITE.server(variant), "/single/count.sh", secret.length() + 1)) {
      client.send(secret);
      Path stored = awaitStored(secret);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
          .isEqualTo("rw-------");
      client.send("!").read();
      assertThat(stored).doesNotExist();
    }
  }

  /** Waits for the file with this content. The folder may have files of other processes. */
  private static Path awaitStored(String content) throws Exception {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    while (true) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "heddle-cgi-*.input")) {
        for (Path file : files) {
          if (has(file, content)) {
            return file;
          }
        }
      }
      Thread.sleep(5);
    }
  }

  private static boolean has(Path file, String content) {
    try {
      return Files.size(file) == content.length() && Files.readString(file).equals(content);
    } catch (IOException e) {
      // of another user, or just deleted
      return false;
    }
  }

  @EachEngine
  void aScriptThatDoesNothingIsKilledWhileItsInputArrives(Variant variant) throws Exception {
    for (String script : new String[] {"idle", "head"}) {
      String target = "/short/" + script + ".sh";
      try (Client client = begin(SITE.server(variant), target, 10_000)) {
        int sent = 0;
        while (!client.hasInput()) {
          client.send("a");
          assertThat(++sent).as("bytes taken while %s does nothing", target).isLessThan(100);
          Thread.sleep(50);
        }
        assertThat(client.read().status()).as(script).isEqualTo(504);
      }
    }
    assertThat(SITE.lines())
        .hasSize(2)
        .allMatch(
            line -> line.contains("neither read nor written for 300ms, and was killed (request "));
  }

  /** In the first location, the content is passed on; in the second, it is stored. */
  @EachEngine
  void aScriptThatStopsReadingIsKilled(Variant variant) throws Exception {
    for (String script : new String[] {"/short/idle", "/short/head", "/second/head"}) {
      try (Client client = SITE.server(variant).connect()) {
        Reply reply = client.post(script + ".sh", new byte[10_000]).read();
        assertThat(reply.status()).as(script).isEqualTo(504);
      }
    }
    assertThat(SITE.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("neither read nor written for "));
  }

  @EachEngine
  void aScriptMayReadForLong(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    // its content is stored
    byte[] lines = "a\n".repeat(15).getBytes(StandardCharsets.UTF_8);
    Reply reply =
        CgiSite.patiently(
            () -> {
              try (Client client = server.connect()) {
                return client.post("/second/lines.sh", lines).read();
              }
            });
    assertThat(reply.status()).isEqualTo(204);
  }

  @EachEngine
  void theTimeLimitOfAScriptIsNotThatOfItsClient(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    Reply reply = CgiSite.patiently(() -> sendWithAPause(server, "/patient/count.sh"));
    assertThat(reply.text().strip()).isEqualTo("3");
  }

  private static Reply sendWithAPause(LocalServer server, String target) throws Exception {
    try (Client client = begin(server, target, 3).send("ab")) {
      Thread.sleep(PAUSE_MILLIS);
      if (!client.hasInput()) {
        client.send("c");
      }
      return client.read();
    }
  }

  @EachEngine
  void aClientThatStopsSendingGetsA408(Variant variant) throws Exception {
    String[] options = {"--root=" + SITE.path(), "--cgi=.sh=/bin/sh", "--body-timeout=200ms"};
    try (LocalServer server = LocalServer.serve(variant, options);
        Client client = begin(server, "/count.sh", 3).send("ab")) {
      assertThat(client.read().status()).isEqualTo(408);
    }
  }

  @EachEngine
  void aClientThatEndsItsInputEarlyGetsA400(Variant variant) throws Exception {
    try (Client client = begin(SITE.server(variant), "/count.sh", 3).send("ab")) {
      client.endOutput();
      assertThat(client.read().status()).isEqualTo(400);
    }
  }

  /** The client pauses, so the server reads before there is anything. */
  @EachEngine
  void contentArrivesThroughTls(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    Path keys = SITE.path().resolveSibling("keys");
    if (!Files.exists(keys)) {
      CertificateCommand.run("app", List.of("--out=" + keys, "--host=localhost"));
    }
    Path content = SITE.path().resolveSibling("content");
    Files.write(content, LocalServer.random(200_000));
    String[] options = {
      "--root=" + SITE.path(),
      "--cgi=.sh=/bin/sh",
      "--tls-port=0",
      "--tls-cert=" + keys.resolve("cert.pem"),
      "--tls-key=" + keys.resolve("key.pem")
    };
    try (LocalServer server = LocalServer.serve(variant, options)) {
      String answer =
          Shell.run(
              "curl -sSk --limit-rate 400k --data-binary @%s https://127.0.0.1:%d/count.sh"
                  .formatted(content, server.tlsPort()),
              SITE.path());
      assertThat(answer.strip()).isEqualTo("200000");
    }
  }
}
