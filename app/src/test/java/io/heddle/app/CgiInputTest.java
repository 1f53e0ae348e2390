package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Scripts (CGI) whose clients are slow to send their content, on every engine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CgiInputTest {
  /** Longer than scripts may be silent in {@code /short/}. */
  private static final int PAUSE_MILLIS = 450;

  @RegisterExtension private static final CgiSite SITE = new CgiSite();

  @BeforeAll
  static void writeSite(@TempDir Path folder) throws IOException {
    SITE.writeTo(folder);
    SITE.script("refuse.sh", "sleep 0.1; printf 'Status: 403\\nContent-Type: x/y\\n\\nno'");
    SITE.script("count.sh", "printf 'Content-Type: x/y\\n\\n'; wc -c");
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
    try (Client silent = begin(server, "/single/refuse.sh", 1_000_000).send("a");
        Client next = server.connect()) {
      Reply reply = silent.read();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text()).isEqualTo("no");
      assertThat(silent.read(new byte[1])).as("the end of the connection").isEqualTo(-1);
      // its place is free
      assertThat(next.ask("GET /single/env.sh").read().status()).isEqualTo(200);
    }
  }

  /** Content of unknown length is stored before the script begins. */
  @EachEngine
  void aClientThatSendsSlowlyTakesNoPlace(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    try (Client slow = server.connect();
        Client next = server.connect()) {
      slow.ask("POST /single/count.sh", "Transfer-Encoding: chunked").send("1\na\n");
      Thread.sleep(50);
      assertThat(next.ask("GET /single/env.sh").read().status()).isEqualTo(200);
      assertThat(slow.send("1\nb\n0\n\n").read().text().strip()).isEqualTo("2");
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

  @EachEngine
  void aScriptMayWaitForItsInput(Variant variant) throws Exception {
    try (Client client = begin(SITE.server(variant), "/short/count.sh", 3)) {
      client.send("ab");
      Thread.sleep(PAUSE_MILLIS);
      assertThat(client.send("c").read().text().strip()).isEqualTo("3");
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
