package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Locations that only some users may see, and limits that locations share, on every engine. */
final class LoginTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createUsers() throws IOException {
    Files.createDirectories(folder.resolve("site/img"));
    Files.writeString(folder.resolve("site/index.html"), "start");
    Files.writeString(folder.resolve("site/img/a.txt"), "picture");
    Files.writeString(folder.resolve("users"), "ada:" + hash(4, "péché:1") + "\n");
    Files.writeString(folder.resolve("slow-users"), "ada:" + hash(8, "right") + "\n");
  }

  private static String hash(int cost, String password) {
    return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(cost, password.toCharArray());
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    return LocalServer.configured(
        variant, Files.writeString(folder.resolve(variant + ".conf"), text));
  }

  private static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** A server behind a proxy may take an encoded slash for a slash. */
  @EachEngine
  void anEncodedSlashDoesNotLeadPastALogin(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                locations {
                  "/" { respond = welcome }
                  "/in/" { respond = inside, users = users }
                }
              }
            }
            """)) {
      for (String path : new String[] {"/in%2Fx", "/in%5Cx", "/a/..%2fin/x", "/in/..%2Fin/x"}) {
        assertThat(server.get(path).status()).as(path).isEqualTo(404);
      }
      assertThat(server.get("/in/x%2Fy").status()).isEqualTo(401);
      assertThat(server.get("/a%2Fb").text()).isEqualTo("welcome");
    }
  }

  @EachEngine
  void onlyUsersComeIn(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                locations {
                  "/" { root = site }
                  "/staff/" { respond = welcome, users = users, realm = Staff }
                  "/img/" { root = site, users = users }
                }
              }
            }
            """)) {
      assertThat(server.get("/").status()).isEqualTo(200);
      for (String path :
          new String[] {
            "/img/a.txt", "/./img/a.txt", "/%69mg/a.txt", "/img/%61.txt", "/img//a.txt"
          }) {
        assertThat(server.get(path).status()).as(path).isEqualTo(401);
      }
      for (String path : new String[] {"//img/a.txt", "/.//img/a.txt", "/img%2Fa.txt"}) {
        assertThat(server.get(path).status()).as(path).isEqualTo(404);
      }
      Reply refused = server.get("/staff/");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.field("WWW-Authenticate"))
          .contains("Basic realm=\"Staff\", charset=\"UTF-8\"");
      for (int i = 0; i < 2; i++) {
        assertThat(server.get("/staff/", basic("ada:péché:1")).text()).isEqualTo("welcome");
      }
      for (String wrong :
          new String[] {
            basic("ada:x"),
            basic("alan:péché:1"),
            basic("ada"),
            "Authorization: Basic !",
            "Authorization: Bearer x"
          }) {
        assertThat(server.get("/staff/", wrong).status()).as(wrong).isEqualTo(401);
      }
      for (int i = 0; i < 10; i++) {
        server.get("/staff/", basic("ada:" + i));
      }
      Reply late = server.get("/staff/", basic("ada:another"));
      assertThat(late.status()).isEqualTo(429);
      assertThat(Integer.parseInt(late.field("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(server.get("/staff/", basic("ada:péché:1")).text()).isEqualTo("welcome");
    }
  }

  /** Requests that wait for their turn must not be compared after the others have failed. */
  @EachEngine
  void manyWrongPasswordsAtOnceAreNotAllCompared(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            "servers { one { locations { \"/\" { root = site, users = slow-users } } } }")) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        clients.add(server.connect().ask("GET /", basic("ada:" + i)));
      }
      int compared = 0;
      for (int i = 0; i < clients.size(); i++) {
        compared += decision(clients.get(i), basic("ada:" + i)).status() == 401 ? 1 : 0;
      }
      // each permit may let one more pass
      assertThat(compared).isBetween(10, 10 + Runtime.getRuntime().availableProcessors());
    }
  }

  /** The answer to these credentials. On a slow machine it may be the client's turn too late. */
  private static Reply decision(Client client, String credentials) throws IOException {
    Reply reply = client.read();
    while (reply.status() == 503) {
      reply = client.ask("GET /", credentials).read();
    }
    return reply;
  }

  @EachEngine
  void everyMethodNeedsThePassword(Variant variant) throws Exception {
    try (LocalServer server =
        serve(variant, "servers { one { respond = x, methods = GET, users = users } }")) {
      for (String method : new String[] {"GET", "OPTIONS", "PUT"}) {
        assertThat(server.client().ask(method + " /").read().status()).as(method).isEqualTo(401);
      }
      assertThat(server.client().ask("HEAD /").readHead().status()).isEqualTo(401);
      String right = basic("ada:péché:1");
      assertThat(server.client().ask("HEAD /", right).readHead().status()).isEqualTo(200);
      assertThat(server.client().ask("OPTIONS /", right).read().field("Allow"))
          .contains("GET, HEAD, OPTIONS");
      assertThat(server.client().ask("PUT /", right).read().status()).isEqualTo(405);
    }
  }

  @EachEngine
  void manyRightPasswordsAtOnceComeIn(Variant variant) throws Exception {
    try (LocalServer server =
        serve(variant, "servers { one { respond = x, users = slow-users } }")) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        clients.add(server.connect().ask("GET /", basic("ada:right")));
      }
      for (Client client : clients) {
        assertThat(decision(client, basic("ada:right")).status()).isEqualTo(200);
      }
    }
  }

  @EachEngine
  void locationsShareTheLoginAndTheLimitThatTheyInherit(Variant variant) throws Exception {
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                users = users, rate = 1/h, burst = 12
                locations {
                  "/a/" { respond = a }
                  "/b/" { respond = b }
                  "/own/" { respond = own, users = users, rate = off }
                  "/free/" { respond = free, users = off, rate = off }
                }
              }
            }
            """)) {
      for (int i = 0; i < 10; i++) {
        assertThat(server.get("/a/", basic("ada:" + i)).status()).isEqualTo(401);
      }
      assertThat(server.get("/b/", basic("ada:x")).text()).contains("too many wrong passwords");
      assertThat(server.get("/own/", basic("ada:x")).status()).isEqualTo(401);
      assertThat(server.get("/b/", basic("ada:x")).status()).isEqualTo(429);
      assertThat(server.get("/a/", basic("ada:péché:1")).text()).contains("too many requests");
      assertThat(server.get("/free/").text()).isEqualTo("free");
    }
  }
}
