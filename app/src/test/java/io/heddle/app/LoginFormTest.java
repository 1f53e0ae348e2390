package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Logins with a form, on every engine. */
final class LoginFormTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @TempDir private static Path folder;

  @BeforeAll
  static void createUsers() throws IOException {
    Files.writeString(folder.resolve("users"), "ada:" + hash("péché & 1") + "\n");
    Files.writeString(folder.resolve("others"), "ada:" + hash("other") + "\n");
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/a.txt"), "a");
    Files.writeString(
        folder.resolve("site/who.sh"),
        "printf 'Content-Type: x/y\\n\\n%s' \"$REMOTE_USER $AUTH_TYPE\"\n");
  }

  private static String hash(String password) {
    return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray());
  }

  private static LocalServer serve(Variant variant) throws Exception {
    return LocalServer.configured(
        variant,
        Files.writeString(
            folder.resolve(variant + ".conf"),
            """
            servers {
              one {
                locations {
                  "/" { respond = open }
                  "/staff/" { respond = welcome, users = users, realm = "Staff <1>", login = form }
                  "/files/" { alias = site, users = users, realm = "Staff <1>", login = form,
                    cache-control = "*=public, max-age=9" }
                  "/scripts/" { alias = site, cgi { ".sh" = /bin/sh }, users = users,
                    realm = "Staff <1>", login = form }
                  "/other/" { respond = x, users = others, login = form, login-page = /other-login }
                }
              }
            }
            """));
  }

  @EachEngine
  void scriptsLearnHowTheirUserHasLoggedIn(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor visitor = new Visitor(server);
      visitor.get("/login");
      visitor.logIn("/login", "ada", "péché & 1", "/");
      String[] fields = visitor.fields("Authorization: Basic x");
      assertThat(server.get("/scripts/who.sh", fields).text()).isEqualTo("ada Form");
    }
  }

  @EachEngine
  void aBrowserLogsInAndOut(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor ada = new Visitor(server);
      Reply sent = ada.get("/staff/a%20b?c=d&e");
      assertThat(sent.status()).isEqualTo(303);
      assertThat(sent.field("Location")).contains("/login?to=%2Fstaff%2Fa%2520b%3Fc%3Dd%26e");
      assertThat(sent.field("Set-Cookie")).isEmpty();

      Reply page = ada.get(sent.field("Location").orElseThrow());
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.field("Cache-Control")).contains("no-store, no-transform");
      assertThat(page.field("Set-Cookie").orElseThrow())
          .matches("heddle-login=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax");
      assertThat(page.text())
          .contains("Staff &lt;1&gt;", "value=\"/staff/a%20b?c&#x3D;d&amp;e\"")
          .doesNotContain("<script");
      assertThat(ada.get("/login").field("Set-Cookie")).as("a second tab").isEmpty();

      Reply wrong = ada.logIn("/login", "ada", "\"><b>", "/staff/");
      assertThat(wrong.status()).isEqualTo(403);
      assertThat(wrong.text()).contains("the name or the password is wrong", "value=\"ada\"");
      assertThat(ada.session()).isEmpty();

      Reply in = ada.logIn("/login", "ada", "péché & 1", "/staff/a%20b?c=d&e");
      assertThat(in.status()).isEqualTo(303);
      assertThat(in.field("Location")).contains("/staff/a%20b?c=d&e");
      Reply staff = ada.get("/staff/");
      assertThat(staff.text()).isEqualTo("welcome");
      assertThat(staff.field("Cache-Control")).contains("private, no-cache");
      Reply file = ada.get("/files/a.txt");
      assertThat(file.text()).as("the same users").isEqualTo("a");
      assertThat(file.field("Cache-Control")).contains("private, max-age=9");
      assertThat(ada.get("/other/").status()).as("other users").isEqualTo(303);
      assertThat(ada.get("/login").text()).contains("logged in as <strong>ada</strong>");

      String old = ada.session().orElseThrow();
      Reply out = ada.post("/login?logout", "");
      assertThat(out.status()).isEqualTo(303);
      assertThat(ada.session()).isEmpty();
      assertThat(ada.get("/staff/").status()).isEqualTo(303);
      assertThat(server.get("/staff/", "Cookie: " + old).status()).isEqualTo(401);
    }
  }

  @EachEngine
  void programsGet401(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      for (String accept : new String[] {"Accept: */*", "Accept: application/json", "X-A: b"}) {
        Reply refused = server.get("/staff/", accept);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.field("WWW-Authenticate")).contains("Cookie realm=\"Staff <1>\"");
      }
      Visitor visitor = new Visitor(server);
      assertThat(visitor.post("/staff/", "a=b").status()).isEqualTo(401);
      assertThat(server.get("/").text()).isEqualTo("open");
    }
  }

  @EachEngine
  void aLoginChangesTheIdOfTheSession(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor ada = new Visitor(server);
      ada.get("/login");
      ada.logIn("/login", "ada", "péché & 1", "/");
      String first = ada.session().orElseThrow();
      ada.logIn("/login", "ada", "péché & 1", "/");
      assertThat(ada.session()).isPresent().isNotEqualTo(Optional.of(first));
      assertThat(server.get("/staff/", "Cookie: " + first).status()).isEqualTo(401);
      assertThat(ada.get("/staff/").text()).isEqualTo("welcome");
    }
  }

  @EachEngine
  void aLoginNeverLeadsToAnotherSite(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor ada = new Visitor(server);
      for (String to :
          new String[] {
            "//evil.test/",
            "/\\evil.test",
            "\\/evil.test",
            "/\t/evil.test",
            "/\r\nX-Own: 1",
            "https://evil.test/",
            "https:evil.test",
            "javascript:alert(1)",
            "evil.test",
            " //evil.test",
            "/é",
            ""
          }) {
        assertThat(ada.get("/login?to=" + Visitor.encoded(to)).text()).doesNotContain("evil");
        Reply in = ada.logIn("/login", "ada", "péché & 1", to);
        assertThat(in.field("Location")).as(to).contains("/");
        assertThat(in.field("X-Own")).isEmpty();
        assertThat(ada.get("/login?to=" + Visitor.encoded(to)).text()).doesNotContain("evil");
        ada.post("/login?logout", "");
      }
    }
  }

  @EachEngine
  void formsOfOtherSitesHaveNoEffect(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor ada = new Visitor(server);
      ada.get("/login");
      String good = ada.form("ada", "péché & 1", "/");
      for (String field :
          new String[] {
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Origin: http://evil.test",
            "Origin: null"
          }) {
        assertThat(ada.post("/login", good, field).status()).as(field).isEqualTo(403);
      }
      String token = ada.token();
      for (String other : new String[] {"", "x", "A".repeat(22), token + "A"}) {
        assertThat(ada.post("/login", good.replace(token, other)).status())
            .as(other)
            .isEqualTo(403);
      }
      assertThat(new Visitor(server).post("/login", good).status()).as("no cookie").isEqualTo(403);
      assertThat(ada.session()).isEmpty();
      assertThat(ada.post("/login", good, "Sec-Fetch-Site: same-origin").status()).isEqualTo(303);

      assertThat(ada.post("/login?logout", "", "Origin: http://evil.test").status()).isEqualTo(403);
      assertThat(ada.post("/staff/", "a=b", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
      assertThat(ada.post("/staff/", "a=b", "Origin: http://test").text()).isEqualTo("welcome");
    }
  }

  @EachEngine
  void afterManyWrongPasswordsAClientHasToWait(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Visitor visitor = new Visitor(server);
      visitor.get("/login");
      for (int i = 0; i < 10; i++) {
        assertThat(visitor.logIn("/login", "ada", "x" + i, "/").status()).isEqualTo(403);
      }
      Reply late = visitor.logIn("/login", "ada", "péché & 1", "/");
      assertThat(late.status()).isEqualTo(429);
      assertThat(Integer.parseInt(late.field("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(late.text()).contains("too many wrong passwords");
      assertThat(visitor.session()).isEmpty();
    }
  }

  @EachEngine
  void whatIsNoFormIsRefused(Variant variant) throws Exception {
    try (LocalServer server = serve(variant)) {
      Client client = server.client();
      assertThat(client.post("/login", new byte[3], "Content-Type: text/plain").read().status())
          .isEqualTo(415);
      assertThat(client.post("/login", new byte[70_000], FORM).read().status()).isEqualTo(413);
      assertThat(server.connect().ask("DELETE /login").read().status()).isEqualTo(405);
    }
  }
}
