package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics never stop the server and leave no files behind, whatever the machine lacks. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HarmlessMetricsTest {
  private static final int DESCRIPTORS = 256;
  private static final int BURST = 400;

  /** Long enough for tasks that run once a second in the background, such as Flight Recorder. */
  private static final long BACKGROUND_MILLIS = 1_500;

  /** Nobody can create a file there, not even root. */
  private static final String UNWRITABLE = "-Djava.io.tmpdir=/proc";

  private static final String PINNED = "jvm_threads_virtual_pinned_seconds_count";

  /** A program with metrics, which are off by default in these tests. */
  private static Program.Start start() {
    return new Program.Start().variable("APP_ADMIN_PORT", "0");
  }

  private static void assertServes(int port, int adminPort) throws IOException {
    try (Client client = new Client(port)) {
      assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
    }
    assertThat(Scrape.of(adminPort).sum("heddle_connections_accepted_total")).isPositive();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @EachEngine
  void servesWithoutATemporaryFolder(Variant variant, @TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing");
    for (String option : List.of(UNWRITABLE, "-Djava.io.tmpdir=" + missing)) {
      try (Program program = start().jvm(option).run(variant.words())) {
        assertServes(program.port(), program.adminPort());
        assertThat(program.signal("TERM").end()).isZero();
        assertThat(program.errors()).doesNotContain("heddle", "Recorder");
      }
    }
    assertThat(missing).doesNotExist();
  }

  @EachEngine
  void survivesClientsThatTakeEveryDescriptor(Variant variant) throws Exception {
    Program.Start start = start().by("ulimit -n " + DESCRIPTORS + " && exec \"$@\"");
    try (Program program = start.run(variant.words())) {
      int port = program.port();
      int adminPort = program.adminPort();
      // loads the classes: here they are files, while the packaged server has open jars
      assertServes(port, adminPort);
      List<Client> burst = new ArrayList<>();
      try {
        for (int i = 0; i < BURST; i++) {
          Client client = new Client(port);
          burst.add(client);
          client.ask("GET /ping");
        }
        assertThat(burst.getFirst().read().text()).isEqualTo("pong");
        Thread.sleep(BACKGROUND_MILLIS);
      } finally {
        for (Client client : burst) {
          client.close();
        }
      }
      assertServes(port, adminPort);
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  /** The page's classes must be loaded before: if loading fails once, it fails forever. */
  @EachEngine
  void theFirstScrapeWorksWithoutAFreeDescriptor(Variant variant) throws Exception {
    Program.Start start = start().by("ulimit -n " + DESCRIPTORS + " && exec \"$@\"");
    List<Client> burst = new ArrayList<>();
    try (Program program = start.run(variant.words())) {
      int port = program.port();
      try (Client admin = new Client(program.adminPort())) {
        assertThat(admin.ask("GET /health/live").read().status()).isEqualTo(200);
        for (int i = 0; i < BURST; i++) {
          burst.add(new Client(port));
        }
        program.awaitError("cannot accept connections for now");
        Reply metrics = admin.ask("GET /metrics").read();
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(Scrape.read(metrics.text()).sum("heddle_accept_failures_total")).isPositive();
      }
    } finally {
      for (Client client : burst) {
        client.close();
      }
    }
  }

  @Test
  void writesNoTemporaryFileUnlessAsked(@TempDir Path folder) throws Exception {
    try (Program program = start().jvm("-Djava.io.tmpdir=" + folder).run("--port=0")) {
      assertServes(program.port(), program.adminPort());
      Thread.sleep(BACKGROUND_MILLIS);
      assertThat(names(folder)).isEmpty();
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(names(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalLeavesNoFolderOfTheRecorder(String signal, @TempDir Path folder) throws Exception {
    Program.Start start = start().jvm("-Djava.io.tmpdir=" + folder);
    try (Program program = start.run("--port=0", "--flight-recorder")) {
      program.port();
      assertThat(names(folder)).hasSize(1);
      assertThat(program.signal(signal).end()).isZero();
      assertThat(names(folder)).isEmpty();
      assertThat(program.errors()).isEmpty();
    }
  }

  @EachEngine
  void theRecorderMeasuresFromTheFirstRequestOn(Variant variant, @TempDir Path folder)
      throws Exception {
    Program.Start start = start().jvm("-Djava.io.tmpdir=" + folder);
    try (Program program = start.run(variant.words("--flight-recorder"))) {
      program.port();
      Scrape scrape = Scrape.of(program.adminPort());
      assertThat(scrape.has(PINNED)).isTrue();
      assertThat(scrape.has("jvm_threads_virtual_submit_failed_total")).isTrue();
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void aRecorderThatCannotStartCausesOneWarning() throws Exception {
    try (Program program = start().jvm(UNWRITABLE).run("--port=0", "--flight-recorder")) {
      int port = program.port();
      int adminPort = program.adminPort();
      assertServes(port, adminPort);
      assertThat(Scrape.of(adminPort).has(PINNED)).isFalse();
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors())
          .containsOnlyOnce(
              "pinned virtual threads are not measured, because Flight Recorder cannot start: ")
          .doesNotContain("{0}", "\tat ");
    }
  }
}
