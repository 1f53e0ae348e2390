package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do on the login page, in a real browser that runs no scripts of pages. */
final class LoginPageTest {
  @TempDir Path folder;
  @TempDir Path profile;

  @Test
  @Timeout(300)
  void peopleLogInAndOutWithoutScripts() throws Exception {
    Optional<Path> program = Browser.installed();
    Needed.that(program.isPresent(), Browser.REMEDY);
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "engine".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    Path file = folder.resolve("staff.conf");
    Files.writeString(
        file,
        """
        servers {
          one { locations { "/staff/" { respond = welcome, users = users, login = form } } }
        }
        """);
    try (LocalServer server = LocalServer.configured(Variant.EPOLL, file);
        Browser browser = Browser.start(program.get(), profile)) {
      String site = "http://127.0.0.1:" + server.port();
      browser.command(
          "Emulation.setScriptExecutionDisabled", Browser.parameters().put("value", true));
      browser.command("Page.navigate", Browser.parameters().put("url", site + "/staff/?a=b"));
      logIn(browser, "wrong");
      browser.await("document.querySelector('[role=alert]') !== null");
      assertThat(browser.evaluate("document.querySelector('[name=user]').value").asText())
          .isEqualTo("ada");
      logIn(browser, "engine");
      browser.await("location.href === '" + site + "/staff/?a=b'");
      browser.await("document.body.innerText === 'welcome'");
      assertThat(browser.evaluate("document.cookie").asText()).as("what scripts see").isEmpty();

      browser.open(site + "/login");
      browser.evaluate("document.querySelector('button').click()");
      browser.await("document.querySelector('[name=password]') !== null");
      browser.command("Page.navigate", Browser.parameters().put("url", site + "/staff/"));
      browser.await("location.pathname === '/login' && location.search === '?to=%2Fstaff%2F'");
    }
  }

  private static void logIn(Browser browser, String password) throws Exception {
    browser.await("document.querySelector('[name=password]')?.value === ''");
    browser.evaluate("document.querySelector('[name=user]').value = 'ada'");
    browser.evaluate("document.querySelector('[name=password]').value = '" + password + "'");
    browser.evaluate("document.querySelector('button').click()");
  }
}
