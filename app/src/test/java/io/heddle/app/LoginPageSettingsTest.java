package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The login page and the other settings of its server, on every engine. */
final class LoginPageSettingsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createUsers() throws IOException {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "1".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
  }

  private static LocalServer serve(Variant variant, String settings) throws Exception {
    String location = "locations { \"/app/\" { respond = welcome, users = users, login = form } }";
    return LocalServer.configured(
        variant,
        Files.writeString(
            folder.resolve(variant + ".conf"),
            "servers { one { " + settings + ", " + location + " } }"));
  }

  @EachEngine
  void rewriteRulesDoNotHideIt(Variant variant) throws Exception {
    try (LocalServer server = serve(variant, "rewrite = [\"^/(.*)$ /app/$1\"]")) {
      Visitor ada = new Visitor(server);
      Reply sent = ada.get("/a%20b?c=/d");
      assertThat(sent.field("Location")).contains("/login?to=%2Fa%2520b%3Fc%3D%2Fd");
      assertThat(ada.get(sent.field("Location").orElseThrow()).text()).contains("/a%20b?c");
      assertThat(ada.logIn("/login", "ada", "1", "/a%20b?c=/d").field("Location"))
          .contains("/a%20b?c=/d");
      assertThat(ada.get("/a%20b?c=/d").text()).isEqualTo("welcome");

      Visitor other = new Visitor(server);
      assertThat(other.get("http://test/x?y=/z").field("Location"))
          .contains("/login?to=%2Fx%3Fy%3D%2Fz");
      assertThat(other.get("http://test?y=/z").field("Location")).contains("/login");
    }
  }

  @EachEngine
  void itHasTheFieldsAndTheLimitOfItsServer(Variant variant) throws Exception {
    try (LocalServer server = serve(variant, "header = [\"X-Own: 1\"], rate = 1/h, burst = 3")) {
      Visitor visitor = new Visitor(server);
      assertThat(visitor.get("/login").field("X-Own")).contains("1");
      assertThat(visitor.logIn("/login", "ada", "2", "/").status()).isEqualTo(403);
      assertThat(visitor.get("/app/").status()).as("it counts with the page").isEqualTo(303);
      assertThat(visitor.get("/login").status()).isEqualTo(429);
      assertThat(visitor.logIn("/login", "ada", "1", "/").status()).isEqualTo(429);
    }
  }
}
