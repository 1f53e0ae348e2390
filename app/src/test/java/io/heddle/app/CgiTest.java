package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What scripts (CGI) get of a request, and what becomes of their output, on every engine. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CgiTest {
  @RegisterExtension private static final CgiSite SITE = new CgiSite();

  @BeforeAll
  static void writeSite(@TempDir Path folder) throws IOException {
    SITE.writeTo(folder);
  }

  /** The answer when a script writes this. */
  private static Reply raw(Variant variant, String output) throws Exception {
    try (Client client = SITE.server(variant).connect()) {
      return client.post("/raw.sh", output.getBytes(StandardCharsets.ISO_8859_1)).read();
    }
  }

  @EachEngine
  void scriptsGetTheRequest(Variant variant) throws Exception {
    Reply reply =
        SITE.server(variant)
            .get(
                "/env.sh/extra/a%20b?x=%20y+z",
                "X-Two: 1",
                "X-Two: 2",
                "X_Two: 3",
                "Cookie: a=1",
                "Cookie: b=2",
                "Proxy: evil",
                "Proxy-Authorization: Basic x",
                "Authorization: Basic x");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).contains("text/plain");
    String site = SITE.path().toString();
    assertThat(reply.text().lines())
        .contains(
            site,
            "GATEWAY_INTERFACE=CGI/1.1",
            "SERVER_PROTOCOL=HTTP/1.1",
            "SERVER_SOFTWARE=heddle",
            "SERVER_NAME=test",
            "SERVER_PORT=" + SITE.server(variant).port(),
            "REQUEST_METHOD=GET",
            "REQUEST_URI=/env.sh/extra/a%20b?x=%20y+z",
            "SCRIPT_NAME=/env.sh",
            "SCRIPT_FILENAME=" + site + "/env.sh",
            "PATH_INFO=/extra/a b",
            "PATH_TRANSLATED=" + site + "/extra/a b",
            "QUERY_STRING=x=%20y+z",
            "REMOTE_ADDR=127.0.0.1",
            "HTTP_HOST=test",
            "HTTP_X_TWO=1, 2",
            "HTTP_COOKIE=a=1; b=2")
        .noneMatch(line -> line.matches("(HTTP_PROXY|HTTP_AUTH|HTTPS|CONTENT_|REMOTE_USER).*"));
    // what the shell sets itself
    List<String> names =
        reply.text().lines().map(line -> line.replaceFirst("=.*", "")).distinct().toList();
    assertThat(names).doesNotContain("HOME", "USER", "JAVA_HOME").contains("PATH");
  }

  @EachEngine
  void aUserWhoHasLoggedInIsNamed(Variant variant) throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString("ada:1".getBytes(StandardCharsets.UTF_8));
    Reply reply =
        SITE.server(variant).get("/staff/env.sh/more", "Authorization: Basic " + credentials);
    assertThat(reply.text().lines())
        .contains("REMOTE_USER=ada", "AUTH_TYPE=Basic", "SCRIPT_NAME=/staff/env.sh")
        .contains("PATH_INFO=/more");
    assertThat(SITE.server(variant).get("/staff/env.sh").status()).isEqualTo(401);
  }

  @EachEngine
  void contentGoesThroughAScript(Variant variant) throws Exception {
    byte[] content = LocalServer.random(1 << 20);
    try (Client client = SITE.server(variant).connect()) {
      Thread sender = Thread.ofVirtual().start(() -> post(client, "/echo.sh", content));
      Reply reply = client.read();
      assertThat(reply.body()).isEqualTo(content);
      assertThat(reply.field("Content-Length")).contains(Integer.toString(content.length));
      sender.join();
      String chunked = "POST /echo.sh HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n";
      client.send(chunked + "3\nabc\n4\ndefg\n0\n\n");
      Reply small = client.read();
      assertThat(small.text()).isEqualTo("abcdefg");
      assertThat(small.field("Content-Length")).contains("7");
    }
  }

  private static void post(Client client, String target, byte[] content) {
    try {
      client.post(target, content);
    } catch (IOException e) {
      throw new AssertionError("the server does not take the content", e);
    }
  }

  /** With one thread for both, or a pipe that nobody reads, both sides would wait forever. */
  @EachEngine
  void aScriptMayWriteBeforeItReads(Variant variant) throws Exception {
    SITE.script(
        "first.sh",
        "printf 'Content-Type: x/y\\n\\n'; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2;"
            + " wc -c");
    byte[] content = new byte[1_000_000];
    try (Client client = SITE.server(variant).connect()) {
      Thread sender = Thread.ofVirtual().start(() -> post(client, "/first.sh", content));
      String text = client.read().text();
      assertThat(text.substring(1_000_000).strip()).isEqualTo("1000000");
      sender.join();
    }
  }

  @EachEngine
  void aScriptNeedNotReadItsInput(Variant variant) throws Exception {
    SITE.script("deaf.sh", "printf 'Content-Type: x/y\\n\\ndone'");
    byte[] content = new byte[30_000];
    try (Client client = SITE.server(variant).connect()) {
      assertThat(client.post("/deaf.sh", content).read().text()).isEqualTo("done");
      assertThat(client.post("/deaf.sh", content).read().text()).isEqualTo("done");
    }
  }

  @EachEngine
  void theHeadOfTheOutputIsThatOfTheResponse(Variant variant) throws Exception {
    Reply missing =
        raw(variant, "Status: 404 None\r\nContent-Type: x/y\r\nX-Own: 1\r\n\r\nnothing");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.field("X-Own")).contains("1");
    assertThat(missing.text()).isEqualTo("nothing");
    Reply elsewhere = raw(variant, "Location: /other\n\n");
    assertThat(elsewhere.status()).isEqualTo(302);
    assertThat(elsewhere.field("Location")).contains("/other");
    Reply moved = raw(variant, "Location: http://x.org/\nStatus: 303\nConnection: close\n\n");
    assertThat(moved.status()).isEqualTo(303);
    assertThat(moved.closes()).isFalse();
    Reply empty = raw(variant, "Status: 204\nX-CGI-Own: 1\nDate: now\n\n");
    assertThat(empty.status()).isEqualTo(204);
    assertThat(empty.field("X-CGI-Own")).isEmpty();
    assertThat(empty.field("Date").orElseThrow()).isNotEqualTo("now");
    try (Client client = SITE.server(variant).connect()) {
      client.ask("HEAD /sub/");
      assertThat(client.readHead().field("Content-Type")).contains("x/y");
      assertThat(client.ask("GET /page.txt").read().text()).isEqualTo("a page");
    }
  }

  @EachEngine
  void outputThatIsNoResponseGivesA502(Variant variant) throws Exception {
    for (String output :
        new String[] {
          "",
          "Content-Type: x/y\n",
          "\nbody",
          "no field\n\n",
          "Status: 100\n\n",
          "Content-Type: x/y\nContent-Type: x/z\n\nbody",
          "Content-Type: x/y\n folded\n\nbody",
          "Content-Type: x/y\nX: a\u0007\n\nbody",
          "Content-Type: x/y\nTransfer-Encoding: chunked\n\n0\n\n",
          "Status: 200\n\nbody without a type",
          "HTTP/1.1 200 OK\nContent-Type: x/y\n\nbody",
          "X: " + "a".repeat(40_000) + "\n\n"
        }) {
      Reply reply = raw(variant, output);
      assertThat(reply.status()).as(output).isEqualTo(502);
    }
    assertThat(SITE.lines())
        .hasSize(12)
        .allMatch(line -> line.matches("app: warning: script /raw\\.sh: .* \\(request [^ ]+\\)"));
    assertThat(SITE.logged()).contains("begins with a status line").contains("exceed 32768 bytes");
  }

  /** The client sees each part when the script has written it, and notices an early end. */
  @EachEngine
  void outputIsSentAsItIsWritten(Variant variant) throws Exception {
    for (String[] end :
        new String[][] {
          {"kill -9 $$", "signal 9 has ended it"},
          {"exit 0", "its content has 4 bytes, but its Content-Length is 10"},
          {"echo 1234567890", "longer than its Content-Length"}
        }) {
      Path go = SITE.mark(variant, "go");
      String length = end[0].startsWith("kill") ? "" : "Content-Length: 10\\n";
      SITE.script(
          "slow.sh",
          "printf 'Content-Type: x/y\\n%s\\npart'; until [ -e '%s' ]; do sleep 0.01; done; %s"
              .formatted(length, go, end[0]));
      try (Client client = SITE.server(variant).connect()) {
        client.ask("GET /slow.sh");
        client.readHead();
        byte[] part = new byte[20];
        assertThat(client.read(part)).isPositive();
        Files.writeString(go, "");
        assertThatThrownBy(
                () -> {
                  while (true) {
                    if (client.read(part) < 0) {
                      throw new EOFException("cut off");
                    }
                    assertThat(new String(part, StandardCharsets.UTF_8)).doesNotContain("\n0\r\n");
                  }
                })
            .isInstanceOf(IOException.class);
      }
      SITE.awaitLogged(end[1]);
    }
  }

  @EachEngine
  void scriptsAreFoundAsSafelyAsFiles(Variant variant) throws Exception {
    LocalServer server = SITE.server(variant);
    assertThat(server.get("/own.cgi").text()).isEqualTo("itself");
    assertThat(server.get("/sub/").text()).isEqualTo("index /sub/index.sh");
    assertThat(server.get("/page.txt").text()).isEqualTo("a page");
    assertThat(server.client().post("/page.txt", new byte[1]).read().status()).isEqualTo(405);
    for (String path :
        new String[] {
          "/out.sh",
          "/up/secret.sh",
          "/.hidden.sh",
          "/none.sh",
          "/sub%2Findex.sh",
          "/raw.sh/a%2Fb",
          "/raw.sh/a%0Ab",
          "/page.txt/raw.sh"
        }) {
      assertThat(server.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(server.get("/plain.cgi").status()).isEqualTo(403);
    assertThat(server.get("/nph-a.sh").status()).isEqualTo(500);
    assertThat(SITE.logged()).contains("not executable").contains("(nph-) are not supported");
  }

  @Test
  void clientsCannotStoreScripts() {
    String site = SITE.path().toString();
    assertThatThrownBy(
            () ->
                LocalServer.serve(
                    Variant.VTHREADS, "--root=" + site, "--files=" + site, "--cgi=.sh=/bin/sh"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("clients could store scripts");
  }
}
