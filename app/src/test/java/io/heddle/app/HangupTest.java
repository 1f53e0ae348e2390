package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told by a signal to reload its configuration. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HangupTest {
  private static final String RELOADED = "app: info: reloaded: the server uses";
  private static final String REFUSED = "app: error: not reloaded: the old configuration stays";
  private static final int STORM = 40;

  @TempDir private Path folder;

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("heddle.conf"), text);
  }

  private static String get(int port) throws Exception {
    try (Client client = new Client(port)) {
      return client.ask("GET /").read().text();
    }
  }

  private static int count(Program program, String text) throws Exception {
    return program.errors().split(text, -1).length - 1;
  }

  /** Names in a file start at its folder, also if the file itself is named without one. */
  @Test
  void aFileThatIsNotIncludedAnyMoreIsAMistake() throws Exception {
    write("port = 0\nservers { include \"one.conf\" }");
    Path included = Files.writeString(folder.resolve("one.conf"), "one { respond = one }");
    try (Program program =
        new Program.Start()
            .by("cd '" + folder + "' && exec \"$@\"")
            .run("--config", "heddle.conf")) {
      int port = program.port();
      program.assumeHearsHangups();
      assertThat(get(port)).isEqualTo("one");
      Files.delete(included);
      program.signal("HUP");
      program.awaitError(REFUSED);
      assertThat(program.errors())
          .contains("app: error: heddle.conf:2: include \"one.conf\": one.conf is not a file");
      assertThat(get(port)).isEqualTo("one");
    }
  }

  @Test
  void aSignalReloadsTheConfiguration() throws Exception {
    Path file = write("servers { one { respond = first } }");
    long begin = Instant.now().getEpochSecond();
    try (Program program =
        new Program.Start().variable("APP_ADMIN_PORT", "0").run("--port=0", "--config=" + file)) {
      int port = program.port();
      int adminPort = program.adminPort();
      program.assumeHearsHangups();
      assertThat(get(port)).isEqualTo("first");

      write("engine = epoll\nservers { one { respond = second } }");
      try (Program reload = Program.run("reload", Long.toString(program.pid()))) {
        assertThat(reload.out().readLine())
            .isEqualTo(
                "process %d reloads its configuration: its log says with what result"
                    .formatted(program.pid()));
        assertThat(reload.end()).isZero();
      }
      program.awaitError(RELOADED);
      assertThat(program.errors())
          .contains(
              "app: warning: %s:1: engine = epoll takes effect when the server is restarted;"
                      .formatted(file)
                  + " until then it stays vthreads");
      assertThat(get(port)).isEqualTo("second");

      write("max-headers = x\nservers { one { respond = third, colour = red } }");
      program.signal("HUP");
      program.awaitError(REFUSED);
      assertThat(program.errors())
          .contains("app: error: " + file + ":1: max-headers = x: write a whole number")
          .contains("app: error: " + file + ":2: unknown key servers.one.colour");
      assertThat(get(port)).isEqualTo("second");
      Scrape refused = Scrape.of(adminPort);
      assertThat(refused.sum("heddle_config_reloads_total", "outcome=\"success\"")).isEqualTo(1);
      assertThat(refused.sum("heddle_config_reloads_total", "outcome=\"failure\"")).isEqualTo(1);
      assertThat(refused.sum("heddle_config_last_reload_successful")).isZero();
      assertThat(refused.sum("heddle_config_last_reload_success_timestamp_seconds"))
          .isBetween((double) begin, Instant.now().getEpochSecond() + 1.0);

      write("servers { one { respond = fourth } }");
      int before = count(program, RELOADED);
      Process storm =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "for i in $(seq %d); do kill -HUP %d; done".formatted(STORM, program.pid()))
              .start();
      assertThat(storm.waitFor()).isZero();
      while (!get(port).equals("fourth")) {
        Thread.sleep(5);
      }
      assertThat(count(program, RELOADED) - before).isLessThan(STORM);
      assertThat(count(program, REFUSED)).isEqualTo(1);

      write("log-format = json\nservers { one { respond = fifth } }");
      program.signal("HUP");
      program.awaitError("\"message\":\"reloaded: the server uses");
      assertThat(program.signal("TERM").end()).isZero();
    }
  }
}
