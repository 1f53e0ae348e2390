package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that Gatling writes agrees with a server's own counts. */
final class GatlingLogTest {
  private static final int MAX_SECONDS = 120;
  private static final int GOOD_MILLIS = 20;
  private static final AtomicInteger GOOD = new AtomicInteger();
  private static final AtomicInteger BAD = new AtomicInteger();

  @TempDir static Path folder;

  private static HttpServer server;
  private static Path log;

  @BeforeAll
  static void runGatling() throws IOException, InterruptedException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/good", 200, GOOD);
    answer("/bad", 404, BAD);
    server.start();
    Path said = folder.resolve("gatling.out");
    Process gatling =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!gatling.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      gatling.destroyForcibly().waitFor();
    }
    assertThat(gatling.exitValue()).as(() -> read(said)).isZero();
    try (Stream<Path> files = Files.walk(folder)) {
      log = files.filter(file -> file.endsWith("simulation.log")).findAny().orElseThrow();
    }
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  private static void answer(String path, int status, AtomicInteger count) {
    server.createContext(
        path,
        exchange -> {
          count.incrementAndGet();
          try (exchange) {
            Thread.sleep(GOOD_MILLIS);
            exchange.sendResponseHeaders(status, -1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-DbaseUrl=http://127.0.0.1:" + server.getAddress().getPort(),
        "-cp",
        System.getProperty("java.class.path"),
        "io.gatling.app.Gatling",
        "--simulation",
        RecordedSimulation.class.getName(),
        "--results-folder",
        folder.toString(),
        "--no-reports");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static <T extends Entry> List<T> entries(Class<T> kind) throws IOException {
    List<T> found = new ArrayList<>();
    try (SimulationLog entries = SimulationLog.open(log)) {
      for (Optional<Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        entry.filter(kind::isInstance).map(kind::cast).ifPresent(found::add);
      }
    }
    return found;
  }

  @Test
  void theHeaderNamesSimulationAndScenario() throws IOException {
    try (SimulationLog entries = SimulationLog.open(log)) {
      RunHeader header = entries.header();
      assertThat(header.simulation()).isEqualTo(RecordedSimulation.class.getName());
      assertThat(header.scenarios()).containsExactly("recorded, 録");
      assertThat(System.currentTimeMillis() - header.startMillis())
          .isBetween(1L, TimeUnit.SECONDS.toMillis(MAX_SECONDS));
    }
  }

  @Test
  void thereAreAsManyRequestsAsTheServerWasAsked() throws IOException {
    try (SimulationLog entries = SimulationLog.open(log)) {
      Summary summary = Summary.of(entries);
      assertThat(GOOD.get()).isEqualTo(RecordedSimulation.USERS * RecordedSimulation.TIMES);
      ResponseTimes good = summary.byName().get("GET /good");
      assertThat(good).isNotNull().returns((long) GOOD.get(), ResponseTimes::count);
      assertThat(good).returns(0L, ResponseTimes::failed);
      ResponseTimes bad = summary.byName().get("outer, é / inner / GET /bad, 悪");
      assertThat(bad).isNotNull().returns((long) BAD.get(), ResponseTimes::count);
      assertThat(bad).returns((long) BAD.get(), ResponseTimes::failed);
    }
  }

  @Test
  void noRequestTookLessTimeThanTheServerDid() throws IOException {
    assertThat(entries(Entry.Request.class))
        .filteredOn(request -> request.name().equals("GET /good"))
        .allSatisfy(request -> assertThat(request.tookMillis()).isBetween(GOOD_MILLIS - 1, 10_000));
  }

  @Test
  void aFailedRequestSaysWhy() throws IOException {
    assertThat(entries(Entry.Request.class))
        .filteredOn(request -> request.name().equals("GET /bad, 悪"))
        .hasSize(RecordedSimulation.USERS)
        .allSatisfy(request -> assertThat(request.message()).contains("200").contains("404"));
  }

  @Test
  void everyUserArrivesAndLeaves() throws IOException {
    List<Entry.User> users = entries(Entry.User.class);
    assertThat(users).filteredOn(Entry.User::comes).hasSize(RecordedSimulation.USERS);
    assertThat(users).filteredOn(user -> !user.comes()).hasSize(RecordedSimulation.USERS);
  }

  @Test
  void aGroupFailsIfARequestInItFails() throws IOException {
    assertThat(entries(Entry.Group.class))
        .hasSize(2 * RecordedSimulation.USERS)
        .noneMatch(Entry.Group::ok);
  }

  @Test
  void aRequestThatCannotBeBuiltIsAFault() throws IOException {
    assertThat(entries(Entry.Fault.class))
        .hasSize(RecordedSimulation.USERS)
        .allSatisfy(fault -> assertThat(fault.message()).contains("nobody"));
  }
}
