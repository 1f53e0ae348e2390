package io.heddle.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.config.LocationConfig.Login;
import io.heddle.app.session.RedisAddress;
import io.heddle.app.session.SessionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What configuration files say about sessions and logins. */
class SessionReaderTest {
  @TempDir private Path folder;

  private ConfigFile read(String text) throws IOException {
    Files.writeString(folder.resolve("password"), "secret\n");
    Files.writeString(folder.resolve("users"), "");
    Files.writeString(folder.resolve("others"), "");
    return ConfigFile.read(Files.writeString(folder.resolve("heddle.conf"), text));
  }

  @Test
  void withoutABlockSessionsAreInMemory() throws Exception {
    assertThat(read("port = 0").sessions()).isEqualTo(SessionConfig.STANDARD);
  }

  @Test
  void everyValueCanBeSet() throws Exception {
    ConfigFile file =
        read(
            """
            sessions {
              store = "redis://heddle@[::1]:6380/2"
              password-file = password
              idle = 90s
              absolute = 1 day
            }
            """);
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.options()).isEmpty();
    SessionConfig sessions = file.sessions();
    assertThat(sessions.redis())
        .contains(new RedisAddress("::1", 6380, 2, Optional.of("heddle"), Optional.of("secret")))
        .get()
        .hasToString("redis://heddle@[::1]:6380/2");
    assertThat(sessions.limits().idle()).isEqualTo(Duration.ofSeconds(90));
    assertThat(sessions.limits().absolute()).isEqualTo(Duration.ofDays(1));
    assertThat(read("sessions { max = 5, store = memory }").sessions().maxSessions()).isEqualTo(5);
  }

  @Test
  void aPortAndADatabaseMayBeLeftOut() {
    assertThat(RedisAddress.parse("redis://cache"))
        .isEqualTo(RedisAddress.parse("redis://cache:6379/0"))
        .isEqualTo(RedisAddress.parse("redis://cache/"));
  }

  @Test
  void theNameOfAContainerIsAHost() {
    assertThat(RedisAddress.parse("redis://my_redis:6380").host()).isEqualTo("my_redis");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          store = disk                                      | sessions.store = disk: write memory, or an address
          store = "http://127.0.0.1"                        | write redis:// with a host
          store = "redis://"                                | write redis:// with a host
          store = "redis://h:70000"                         | write redis:// with a host
          store = "redis://h/x"                             | write redis:// with a host
          store = "redis://h:0"                             | write redis:// with a host
          store = "redis://h?a=b"                           | write redis:// with a host
          store = "redis://a b"                             | write redis:// with a host
          store = "rediss://h"                              | write redis:// with a host
          store = "redis://:secret@h"                       | write the password to a file
          store = "redis://ada:secret@h"                    | write the password to a file
          store = "redis://ada@h"                           | its user needs a password
          store = "redis://ada@h", password-file = none     | there is no such file that can be read
          store = "redis://h", password-file = none         | there is no such file that can be read
          store = "redis://h", password-file = users        | its first line is empty
          password-file = password                          | there is no Redis
          idle = 99999999999999999999d                      | write a number and a unit
          store = "redis://h", max = 5                      | it has no effect with Redis
          max = 0                                           | write a whole number from 1
          idle = soon                                       | write a number and a unit
          idle = 30                                         | write a number and a unit
          idle = 0s                                         | write a number and a unit
          idle = 20h                                        | a session would end before it is idle
          absolute = 1s                                     | a session would end before it is idle
          stor = memory                                     | did you mean store?
          """)
  void eachMistakeIsNamed(String block, String mistake) throws Exception {
    assertThat(read("sessions { " + block + " }").mistakes())
        .singleElement()
        .asString()
        .startsWith(folder + "/heddle.conf:1: ")
        .contains(mistake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "/a/" { respond = x, login = form }                                        | it needs users
          "/a/" { respond = x, users = users, login = page }                         | write basic or form
          "/a/" { respond = x, users = users, login-page = /in }                     | it needs a form
          "/a/" { respond = x, users = users, login = form, login-page = in }        | must begin with a slash
          "/a/" { respond = x, users = users, login = form }, "= /login" { respond = y } | /login is the login page and a location
          "/a/" { respond = x, users = users, login = form }, "/b/" { respond = y, users = others, login = form } | other users
          "/a/" { respond = x, users = users, login = form }, "/b/" { respond = y, users = users, realm = r, login = form } | another realm
          """)
  void loginsAreComplete(String locations, String mistake) throws Exception {
    assertThat(read("servers { a { locations { " + locations + " } } }").mistakes())
        .singleElement()
        .asString()
        .startsWith(folder + "/heddle.conf:1: ")
        .contains(mistake);
  }

  @Test
  void locationsMayShareALoginPage() throws Exception {
    ConfigFile file =
        read(
            """
            servers {
              a {
                respond = x, users = users, login = form, login-page = /in
                locations { "/" {}, "/b/" {}, "/c/" { login-page = /other, users = others, login = form } }
              }
            }
            """);
    assertThat(file.mistakes()).isEmpty();
    assertThat(file.servers().getFirst().locations())
        .extracting(
            location ->
                location.path() + " " + location.login().flatMap(Login::page).orElse("is a page"))
        .containsExactly("/ /in", "/b/ /in", "/c/ /other", "/in is a page", "/other is a page");
  }
}
