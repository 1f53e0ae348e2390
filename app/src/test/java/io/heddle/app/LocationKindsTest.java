package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What locations of each kind serve, on every engine. */
final class LocationKindsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createFiles() throws IOException {
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/index.html"), "start");
    Files.writeString(folder.resolve("denied.html"), "<p>own page");
    Path jar =
        HandlerJar.of(
            folder,
            """
            import io.heddle.http.Response;
            public final class Users implements io.heddle.routing.SiteProvider {
              public void addTo(io.heddle.routing.Router.Builder routes) {
                routes.get("/users/{id}", "user", r -> Response.text("user " + r.pathParameter("id")));
              }
            }
            """);
    Files.move(jar, folder.resolve("own.jar"));
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    Path stores = Files.createDirectories(folder.resolve(variant + "-store"));
    return LocalServer.configured(
        variant,
        Files.writeString(
            folder.resolve(variant + ".conf"),
            text.replace("STORE", String.valueOf(stores.getFileName()))));
  }

  @EachEngine
  void aStatusHasItsErrorPage(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                error-pages { 403 = denied.html }
                locations {
                  "/" { root = site }
                  "/secret/" { status = 403 }
                  "= /none" { status = 204 }
                  "/moved/" { redirect = "https://{host}/{rest}" }
                  "= /own" { respond = "own text", status = 403 }
                }
              }
            }
            """)) {
      Reply denied = server.get("/secret/plan");
      assertThat(denied.status()).isEqualTo(403);
      assertThat(denied.text()).isEqualTo("<p>own page");
      assertThat(server.get("/own").text()).isEqualTo("own text");
      Reply none = server.get("/none");
      assertThat(none.status()).isEqualTo(204);
      assertThat(none.field("Content-Length")).isEmpty();
      assertThat(server.get("/").text()).isEqualTo("start");
      assertThat(server.get("/moved/a").field("Location")).contains("https://test/a");
      Reply withoutHost = server.connect().send("GET /moved/a HTTP/1.0\n\n").read();
      assertThat(withoutHost.status()).isEqualTo(400);
      assertThat(withoutHost.text()).contains("send a Host field");
    }
  }

  @EachEngine
  void aRedirectionHasItsStatus(Variant variant) throws Exception {
    int[] statuses = {301, 302, 307, 308};
    StringBuilder locations = new StringBuilder("\"/\" { redirect = /usual/ }\n");
    for (int status : statuses) {
      locations.append(
          "\"/%1$d/\" { redirect = \"/to/{rest}\", status = %1$d }\n".formatted(status));
    }
    try (LocalServer server = serve(variant, "servers { one { locations {" + locations + "} } }")) {
      for (int status : statuses) {
        Reply moved = server.get("/" + status + "/a");
        assertThat(moved.status()).isEqualTo(status);
        assertThat(moved.field("Location")).contains("/to/a");
      }
      assertThat(server.get("/").status()).isEqualTo(301);
    }
  }

  @EachEngine
  void clientsStoreFiles(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                locations {
                  "/" { root = . }
                  "/shared/" { files = STORE, max-file-bytes = 10 }
                  "/append/" { files = STORE, methods = [GET, PATCH] }
                  "= /send" { uploads = STORE }
                }
              }
            }
            """)) {
      byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
      Reply created = put(server, "/shared/a/b.html", text);
      assertThat(created.status()).isEqualTo(201);
      Reply read = server.get("/shared/a/b.html");
      assertThat(read.text()).isEqualTo("hello");
      assertThat(read.field("Content-Security-Policy")).contains("sandbox");
      assertThat(read.field("ETag")).isEqualTo(created.field("ETag"));
      Reply elsewhere = server.get("/" + variant + "-store/a/b.html");
      assertThat(elsewhere.text()).isEqualTo("hello");
      assertThat(elsewhere.field("Content-Security-Policy")).contains("sandbox");
      assertThat(put(server, "/shared/large", new byte[11]).status()).isEqualTo(413);
      Reply refused = put(server, "/append/new", text);
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.field("Allow")).contains("GET, HEAD, OPTIONS, PATCH");
      assertThat(server.get("/send").text()).contains("<form");
      String form =
          "--x\r\nContent-Disposition: form-data; name=f; filename=c.txt\r\n\r\nsent\r\n--x--\r\n";
      Reply sent =
          server
              .client()
              .post(
                  "/send",
                  form.getBytes(StandardCharsets.US_ASCII),
                  "Content-Type: multipart/form-data; boundary=x")
              .read();
      assertThat(sent.status()).isEqualTo(201);
      assertThat(server.get("/shared/c.txt").text()).isEqualTo("sent");
    }
  }

  private static Reply put(LocalServer server, String target, byte[] content) throws IOException {
    return server
        .connect()
        .ask("PUT " + target, "Content-Length: " + content.length)
        .send(content)
        .read();
  }

  @EachEngine
  void routesStartAtTheLocation(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                locations {
                  "/" { root = site }
                  "/demo/" { demo = on, header = "X-Demo: yes" }
                  "/lab/" { lab = on }
                  "/own/" { handler = own.jar }
                }
              }
              two { hosts = two.test, demo = on }
            }
            """)) {
      Reply ping = server.get("/demo/ping");
      assertThat(ping.text()).isEqualTo("pong");
      assertThat(ping.field("X-Demo")).contains("yes");
      assertThat(server.get("/demo/echo/a%20b").text()).isEqualTo("a b");
      assertThat(server.get("/demo/stats").text()).contains("\"open\"");
      assertThat(server.get("/lab/plaintext").text()).isEqualTo("Hello, World!");
      assertThat(server.get("/own/users/7").text()).isEqualTo("user 7");
      assertThat(server.get("/own/").status()).isEqualTo(404);
      assertThat(server.get("/ping").status()).isEqualTo(404);
      assertThat(server.get("/").text()).isEqualTo("start");
      assertThat(server.client().send("GET /ping HTTP/1.1\nHost: two.test\n\n").read().text())
          .isEqualTo("pong");
    }
  }
}
