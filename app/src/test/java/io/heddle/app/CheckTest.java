package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files as a user checks them. */
final class CheckTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void createSite() throws Exception {
    Files.createDirectories(folder.resolve("site"));
    file = folder.resolve("heddle.conf");
  }

  private Program run(String... words) throws Exception {
    return new Program.Start().run(words);
  }

  @Test
  void allMistakesAreReportedAtOnce() throws Exception {
    Files.writeString(
        file,
        """
        engin = epoll
        port = 99x
        max-headers = [1, 2]
        idle-timeout = soon
        servers { one { root = nowhere } }
        """);
    try (Program program = run("check", "--config=" + file)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .contains("app: error: " + file + ":1: unknown key engin: did you mean engine?")
          .contains(file + ":2: port = 99x: write a whole number")
          .contains(file + ":3: max-headers = 1, 2: ")
          .contains(file + ":4: idle-timeout = soon: write a number and a unit")
          .contains(file + ":5: servers.one.root = nowhere: there is no such folder");
    }
  }

  @Test
  void aServerWithoutAnAddressHasThatOfTheOptions() throws Exception {
    Files.writeString(
        file,
        """
        servers {
          a { respond = a }
          b { respond = b, listen = "127.0.0.1:8090" }
        }
        """);
    try (Program program = run("check", "--config=" + file, "--port=8090")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .contains(file + ":3: servers.b: the server a on the same address has no hosts either");
    }
    try (Program program = run("check", "--config=" + file, "--port=8091")) {
      assertThat(program.end()).isZero();
    }
  }

  @Test
  void aValidFileIsNotServed() throws Exception {
    Files.writeString(file, "port = 8090\nservers { one { root = site } }");
    try (Program program = run("check", "--config", file.toString())) {
      assertThat(program.end()).isZero();
      assertThat(program.errors()).contains("app: info: " + file + " is valid");
    }
  }

  @Test
  void eachValueIsPrintedWithItsPlace() throws Exception {
    Files.writeString(
        file,
        """
        port = 8090
        max-headers = 50
        backlog = 100
        servers { one { root = site } }
        """);
    try (Program program =
        new Program.Start()
            .variable("APP_MAX_HEADERS", "60")
            .run("--config=" + file, "--print-config", "--backlog=200")) {
      String printed = program.out().readAllAsString();
      assertThat(program.end()).isZero();
      assertThat(printed)
          .containsPattern("port = 8090 +# \\Q" + file + ":1\\E\n")
          .containsPattern("max-headers = 60 +# APP_MAX_HEADERS\n")
          .containsPattern("backlog = 200 +# --backlog\n")
          .containsPattern("idle-timeout = 1m +# default\n")
          .containsPattern("    root = site +# \\Q" + file + "\\E:4\n");
    }
  }

  @Test
  void allContradictionsAreReportedAtOnce() throws Exception {
    Files.writeString(
        file,
        """
        list = on
        port = 99999
        backlog = 0
        loops = 2
        servers { one { root = site, listen = 8090 } }
        """);
    try (Program program =
        run("check", "--config=" + file, "--root=" + folder, "--admin-port=8090")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors().lines().toList())
          .containsExactly(
              "app: error: "
                  + file
                  + ":4: loops = 2: only --engine=epoll uses this, and the engine is vthreads: remove it",
              "app: error: " + file + ":2: port = 99999: write a whole number from 0 to 65535",
              "app: error: " + file + ":3: backlog = 0: write a whole number from 1 to 2147483647",
              "app: error: --root has no effect, because there are virtual servers: remove it, and use the keys of a server",
              "app: error: "
                  + file
                  + ":1: list has no effect, because there are virtual servers: remove it, and use the keys of a server",
              "app: error: "
                  + file
                  + ":5: servers.one.listen = 0.0.0.0:8090: the admin pages have this port: choose another one here, or with --admin-port",
              "app: info: see app --help for the options");
    }
  }

  @Test
  void consequencesOfAMistakeAreNotReported() throws Exception {
    Files.writeString(file, "tls-port = 8443x\ntls-cert = a.pem\nhsts = 60\n");
    try (Program program = run("check", "--config=" + file)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors().lines().toList())
          .containsExactly(
              "app: error: " + file + ":1: tls-port = 8443x: write a whole number",
              "app: info: see app --help for the options");
    }
  }

  @Test
  void aCertificateOfTheOnlySiteIsReadToo() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "no certificate");
    try (Program program =
        run("check", "--tls-port=8443", "--tls-cert=" + wrong, "--tls-key=" + wrong)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors()).contains("app: error: " + wrong + ": ");
    }
  }

  @Test
  void someProxyMustBeTrustedToAnnounceClients() throws Exception {
    Files.writeString(file, "servers { one { root = site, listen = \"8080 proxy-protocol\" } }");
    try (Program program = run("check", "--config=" + file)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .contains(
              file + ":1: servers.one.listen = 0.0.0.0:8080 proxy-protocol: no proxy is trusted");
    }
  }

  @Test
  void theContentOfOneSiteIsNotMixedWithVirtualServers() throws Exception {
    Files.writeString(file, "servers { one { root = site } }");
    try (Program program = run("check", "--config=" + file, "--root=" + folder)) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .contains("--root has no effect, because there are virtual servers");
    }
  }
}
