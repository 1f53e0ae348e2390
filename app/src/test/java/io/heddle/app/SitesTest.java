package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
  void eachHostHasItsCertificate(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    for (String name : new String[] {"one", "other"}) {
      Path keys = folder.resolve(name + "-keys");
      if (!Files.exists(keys)) {
        CertificateCommand.run("app", List.of("--out=" + keys, "--host=" + name + ".test"));
      }
    }
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = ["0", "127.0.0.1:0 tls"]
                hosts = one.test
                root = site
                tls { certificate = one-keys/cert.pem, key = one-keys/key.pem }
              }
              other {
                listen = "127.0.0.1:0 tls"
                hosts = other.test
                root = other
                tls { certificate = other-keys/cert.pem, key = other-keys/key.pem }
              }
            }
            """)) {
      for (String name : new String[] {"one", "other"}) {
        String answer =
            Shell.run(
                "curl -sS --cacert %1$s-keys/cert.pem --resolve %1$s.test:%2$d:127.0.0.1 https://%1$s.test:%2$d/"
                    .formatted(name, server.tlsPort()),
                folder);
        assertThat(answer).isEqualTo("start of " + name);
      }
    }
  }

  private static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @EachEngine
  void onlyUsersComeIn(Variant variant) throws Exception {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "péché:1".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
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
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(8, "right".toCharArray());
    Files.writeString(folder.resolve("slow-users"), "ada:" + hash + "\n");
    try (LocalServer server =
        serve(
            variant,
            "servers { one { locations { \"/\" { root = site, users = slow-users } } } }")) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        clients.add(server.connect().ask("GET /", basic("ada:" + i)));
      }
      int compared = 0;
      for (Client client : clients) {
        compared += client.read().status() == 401 ? 1 : 0;
      }
      // each permit may let one more pass
      assertThat(compared).isBetween(10, 10 + Runtime.getRuntime().availableProcessors());
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
      assertThat(refused.field("Retry-After")).contains("3600");
      assertThat(server.get("/").status()).isEqualTo(200);
    }
  }
}
