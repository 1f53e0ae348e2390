package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Where the cookies of a login with a form do not go, on every engine. */
final class LoginCookiesTest {
  /** Says which cookies it gets, and sets one with a usual name. */
  private static final String SCRIPT =
      """
      printf 'Content-Type: text/plain\\nSet-Cookie: session=theirs; Path=/\\n\\n'
      printf '<%s>' "$HTTP_COOKIE"
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void createFiles() throws IOException {
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "1".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    Files.createDirectories(folder.resolve("site"));
    Files.writeString(folder.resolve("site/cookies.sh"), SCRIPT);
  }

  private static LocalServer serve(Variant variant, String name, String locations)
      throws Exception {
    return LocalServer.configured(
        variant,
        Files.writeString(
            folder.resolve(variant + name + ".conf"),
            "servers { one { locations { " + locations + " } } }"));
  }

  @EachEngine
  void otherServersAndScriptsDoNotGetThem(Variant variant) throws Exception {
    String scripts = "alias = site, cgi { \".sh\" = /bin/sh }";
    try (LocalServer other = serve(variant, "other", "\"/\" { " + scripts + " }");
        LocalServer server =
            serve(
                variant,
                "front",
                """
                "/proxied/" { proxy = "http://127.0.0.1:%d/", users = users, login = form }
                "/scripts/" { %s, users = users, login = form }
                "/open/" { proxy = "http://127.0.0.1:%d/" }
                "/open-scripts/" { %s }
                """
                    .formatted(other.port(), scripts, other.port(), scripts))) {
      Visitor ada = new Visitor(server);
      ada.get("/login");
      assertThat(ada.logIn("/login", "ada", "1", "/").status()).isEqualTo(303);
      for (String location : new String[] {"/proxied/", "/scripts/", "/open/", "/open-scripts/"}) {
        Reply first = ada.get(location + "cookies.sh");
        assertThat(first.status()).as(location).isEqualTo(200);
        assertThat(first.text()).as(location).matches("<(session=theirs)?>");
        assertThat(ada.get(location + "cookies.sh").text()).isEqualTo("<session=theirs>");
      }
    }
  }
}
