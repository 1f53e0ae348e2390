package io.heddle.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Virtual servers and locations of a configuration file, on every engine. */
final class SitesTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createSites() throws IOException {
    Files.createDirectories(folder.resolve("site/img"));
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("site/index.html"), "start of one");
    Files.writeString(folder.resolve("site/img/a.txt"), "picture");
    Files.writeString(folder.resolve("other/index.html"), "start of other");
    Files.writeString(folder.resolve("missing.html"), "<p>own page");
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    return LocalServer.configured(
        variant, Files.writeString(folder.resolve(variant + ".conf"), text));
  }

  private static Reply get(LocalServer server, String host, String target) throws IOException {
    return server.client().send("GET " + target + " HTTP/1.1\nHost: " + host + "\n\n").read();
  }

  private static String text(LocalServer server, String host, String target) throws IOException {
    return get(server, host, target).text();
  }

  @EachEngine
  void theHostSelectsAServer(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one { hosts = [one.test, "*.one.test"], root = site }
              other { hosts = [other.test, "*.api.one.test"], root = other }
            }
            """)) {
      assertThat(text(server, "one.test", "/")).isEqualTo("start of one");
      assertThat(text(server, "ONE.test:8080", "/")).isEqualTo("start of one");
      assertThat(text(server, "www.one.test", "/")).isEqualTo("start of one");
      assertThat(text(server, "v1.api.one.test", "/")).isEqualTo("start of other");
      assertThat(text(server, "other.test", "/")).isEqualTo("start of other");
      assertThat(text(server, "unknown.test", "/")).isEqualTo("start of one");
      assertThat(text(server, "one.test", "http://other.test/")).isEqualTo("start of other");
    }
  }

  @EachEngine
  void theServerWithoutHostsGetsTheOthers(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one { hosts = one.test, root = site }
              others { locations { "/" { respond = others, status = 404, type = text/x-own } } }
            }
            """)) {
      assertThat(text(server, "one.test", "/")).isEqualTo("start of one");
      Reply reply = get(server, "unknown.test", "/any/path");
      assertThat(reply.text()).isEqualTo("others");
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.field("Content-Type")).contains("text/x-own");
    }
  }

  /** Answers requests with their first line, and closes the connections. */
  private static void echo(ServerSocket listening) {
    try {
      while (true) {
        try (Socket peer = listening.accept()) {
          BufferedReader in =
              new BufferedReader(new InputStreamReader(peer.getInputStream(), US_ASCII));
          String first = in.readLine();
          String line = first;
          while (line != null && !line.isEmpty()) {
            line = in.readLine();
          }
          String answer = "HTTP/1.0 200 OK\r\nETag: \"a\"\r\n\r\n" + first;
          peer.getOutputStream().write(answer.getBytes(US_ASCII));
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  @EachEngine
  void anotherServerAnswersTheRequestsOfALocation(Variant variant) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LocalServer server =
            serve(
                variant,
                """
                gzip = 6
                servers {
                  one {
                    locations {
                      "/" { proxy = "http://127.0.0.1:PORT", header = "X-Own: yes" }
                      "/api/" { proxy = "http://127.0.0.1:PORT/v1/" }
                      "/get/" { proxy = "http://127.0.0.1:PORT", methods = GET }
                      "= /get" { proxy = "http://127.0.0.1:PORT" }
                      "/here/" { respond = here }
                    }
                  }
                }
                """
                    .replace("PORT", Integer.toString(other.getLocalPort())))) {
      Thread.ofVirtual().start(() -> echo(other));
      Reply plain = server.get("/a%20b%2Fc?d=e");
      assertThat(plain.text()).isEqualTo("GET /a%20b%2Fc?d=e HTTP/1.1");
      assertThat(plain.field("X-Own")).contains("yes");
      assertThat(server.get("/api/a/../b").text()).isEqualTo("GET /v1/b HTTP/1.1");
      Reply slash = server.get("/api?d=e");
      assertThat(slash.status()).isEqualTo(301);
      assertThat(slash.field("Location")).contains("/api/?d=e");
      assertThat(server.get("/get").text()).as("a location too").isEqualTo("GET /get HTTP/1.1");
      assertThat(server.get("/here/").text()).isEqualTo("here");
      assertThat(server.client().send("OPTIONS / HTTP/1.1\nHost: test\n\n").read().text())
          .isEqualTo("OPTIONS / HTTP/1.1");
      assertThat(server.client().post("/get/", new byte[0]).read().status()).isEqualTo(405);
      Reply known =
          server
              .client()
              .send("GET / HTTP/1.1\nHost: test\nIf-None-Match: *\nRange: bytes=0-1\n\n")
              .read();
      assertThat(known.text()).as("conditions are the other server's").isEqualTo("GET / HTTP/1.1");
    }
  }

  @EachEngine
  void theLongestPrefixSelectsALocation(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            header = "X-All: yes"
            servers {
              one {
                error-pages { 404 = missing.html }
                locations {
                  "/" { root = site, header = ["X-Root: yes"] }
                  "/pictures/" { alias = site/img }
                  "/pictures/old/" { redirect = "/pictures/{rest}{query}", status = 308 }
                  "= /status" { respond = up, methods = [GET, HEAD] }
                  "/small/" { respond = ok, max-body-bytes = 3 }
                }
              }
            }
            """)) {
      Reply start = server.get("/");
      assertThat(start.text()).isEqualTo("start of one");
      assertThat(start.field("X-Root")).contains("yes");
      assertThat(start.field("X-All")).contains("yes");
      assertThat(server.get("/img/a.txt").text()).isEqualTo("picture");
      Reply picture = server.get("/pictures/a.txt");
      assertThat(picture.text()).isEqualTo("picture");
      assertThat(picture.field("X-Root")).isEmpty();
      Reply moved = server.get("/pictures/old/b/c?d=e");
      assertThat(moved.status()).isEqualTo(308);
      assertThat(moved.field("Location")).contains("/pictures/b/c?d=e");
      assertThat(server.get("/status").text()).isEqualTo("up");
      assertThat(server.get("/status/").text()).isEqualTo("<p>own page");
      Reply refused = server.client().post("/status", new byte[0]).read();
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.field("Allow")).contains("GET, HEAD, OPTIONS");
      assertThat(refused.field("X-All")).contains("yes");
      Reply missing = server.get("/none");
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.text()).isEqualTo("<p>own page");
      assertThat(missing.field("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(server.client().post("/small/", new byte[3]).read().status()).isEqualTo(200);
      assertThat(server.client().post("/small/", new byte[4]).read().status()).isEqualTo(413);
    }
  }

  @EachEngine
  void theAddressSelectsServersFirst(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one { listen = "127.0.0.1:0", root = site }
              other { listen = ["127.0.0.1:0", "[::1]:0"], hosts = other.test, root = other }
              both { listen = "*:0", root = other }
            }
            """)) {
      assertThat(server.ports()).hasSize(3);
      try (Client other = server.connect(server.ports().get(2))) {
        assertThat(other.ask("GET /").read().text()).isEqualTo("start of other");
      }
      assertThat(text(server, "other.test", "/")).isEqualTo("start of other");
      assertThat(text(server, "one.test", "/")).isEqualTo("start of one");
    }
  }

  @EachEngine
  void requestsThatCannotBeReadHaveThePagesOfTheirAddress(Variant variant) throws Exception {
    Files.writeString(folder.resolve("400.html"), "<p>unreadable");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one { listen = "127.0.0.1:0", root = site }
              other { listen = "127.0.0.1:0", hosts = other.test, root = other, error-pages { 404 = missing.html } }
              others { listen = "127.0.0.2:0", root = other, error-pages { 400 = 400.html } }
            }
            """)) {
      try (Client other = new Client("127.0.0.2", server.ports().getLast())) {
        assertThat(other.send("GET\n\n").read().text()).isEqualTo("<p>unreadable");
      }
      assertThat(server.connect().send("GET\n\n").read().text()).startsWith("400 ");
    }
  }

  @EachEngine
  void aLocationHasItsOwnCacheControl(Variant variant) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LocalServer server =
            serve(
                variant,
                """
                servers {
                  one {
                    locations {
                      "/text/" { respond = x, header = "Cache-Control: no-cache" }
                      "/moved/" { redirect = "/", header = "Cache-Control: max-age=60" }
                      "/proxy/" { proxy = "http://127.0.0.1:PORT", header = "Cache-Control: max-age=60" }
                    }
                  }
                }
                """
                    .replace("PORT", Integer.toString(other.getLocalPort())))) {
      Thread.ofVirtual().start(() -> echo(other));
      assertThat(server.get("/text/").field("Cache-Control")).contains("no-cache");
      assertThat(server.get("/moved/").field("Cache-Control")).contains("max-age=60");
      assertThat(server.get("/proxy/").field("Cache-Control")).contains("max-age=60");
    }
  }

  @EachEngine
  void aTakenAddressIsReportedWithItsLine(Variant variant) throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      String text =
          """
          servers {
            one {
              root = site
              listen = "127.0.0.1:%d"
            }
          }
          """
              .formatted(taken.getLocalPort());
      assertThatThrownBy(() -> serve(variant, text))
          .isInstanceOf(StartupException.class)
          .hasMessageMatching(
              "cannot listen on .* in use; stop the program that listens there, or choose another"
                  + " port at .*/"
                  + variant
                  + ".conf:4 \\(0 picks a free one\\)");
    }
  }

  @EachEngine
  void aClientSendsNoMoreThanItMay(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one { locations { "/" { root = site }, "/api/" { respond = ok, rate = 1/h, burst = 3 } } }
            }
            """)) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/api/").status()).isEqualTo(200);
      }
      Reply refused = server.get("/api/");
      assertThat(refused.status()).isEqualTo(429);
      // an hour after the first request, which may be some seconds ago
      assertThat(Integer.parseInt(refused.field("Retry-After").orElseThrow()))
          .isBetween(3_500, 3_600);
      assertThat(server.get("/").status()).isEqualTo(200);
    }
  }
}
