package io.heddle.app.cli;

import static io.heddle.app.cli.Words.printed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code --help} and {@code --version} print. */
final class HelpTest {
  @Test
  void helpNamesEveryOptionOnceAndEndsWithTheExitStatus() {
    String help = printed(Map.of("APP_PORT", "abc"), "--help");
    for (String option :
        List.of(
            "engine",
            "loops",
            "workers",
            "host",
            "port",
            "reuse-port",
            "inherit",
            "backlog",
            "max-connections",
            "max-connections-per-client",
            "trusted-proxies",
            "forwarded-field",
            "proxy-protocol",
            "request-id",
            "root",
            "files",
            "uploads",
            "files-quota",
            "max-files",
            "files-sync",
            "max-file-bytes",
            "precompressed",
            "gzip-min",
            "lab",
            "lab-backend",
            "demo",
            "tls-port",
            "tls-cert",
            "tls-key",
            "tls-keystore",
            "tls-password-file",
            "tls-client-ca",
            "tls-client-auth",
            "tls-max-handshakes",
            "admin-port",
            "admin-host",
            "min-rate",
            "handler-timeout",
            "access-log",
            "access-log-format",
            "log-level",
            "log-format",
            "max-target-bytes",
            "max-head-bytes",
            "max-headers",
            "max-body-bytes",
            "head-timeout",
            "body-timeout",
            "write-timeout",
            "idle-timeout",
            "linger-timeout",
            "grace",
            "help",
            "version")) {
      assertThat(
              Pattern.compile("(?m)^ {2}(-\\w, | {4})--" + option + "[= ]").matcher(help).results())
          .as(option)
          .hasSize(1);
    }
    assertThat(help.replace('\n', ' '))
        .contains(
            "2 for wrong options, 3 if --grace was too short for some requests, 70 if the JVM failed");
    assertThat(help.replace('\n', ' ')).contains("powers of 1024");
    assertThat(help).contains("Default: 8080").contains("APP_ENGINE").doesNotContain("${");
    assertThat(help).startsWith("Usage: app [serve] [OPTION...]\n       app study [OPTION...]\n");
  }

  @Test
  void helpUsesTheCommandThatTheUserTyped() {
    Invocation help = Invocation.of("bin/app", List.of("--help"), Map.of());
    assertThat(((Invocation.Print) help).text()).startsWith("Usage: bin/app [serve] [OPTION...]");
  }

  @Test
  void helpFitsInEightyColumns() {
    assertThat(printed(Map.of(), "--help").lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void versionNamesTheProgramAndItsJava() {
    assertThat(Arrays.asList(printed(Map.of(), "--version").split(" ")))
        .startsWith("Heddle")
        .contains("Java");
  }
}
