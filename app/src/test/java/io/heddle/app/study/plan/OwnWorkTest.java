package io.heddle.app.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.data.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work in the user's own terms. */
final class OwnWorkTest {
  private static final Pattern WAIT = Pattern.compile("wait=(\\d+)us");

  @TempDir private Path folder;

  private static Load load(Scenario scenario) {
    return scenario.settings().getFirst().measurement() instanceof Measurement.Steady(Load load)
        ? load
        : Load.closed(1);
  }

  private static List<RequestKind> requests(String text) {
    return load(OwnWork.parse("work", text, 1)).requests();
  }

  private static double meanMicros(List<RequestKind> requests) {
    return requests.stream()
        .mapToDouble(
            request -> {
              Matcher wait = WAIT.matcher(request.target());
              return wait.find() ? Double.parseDouble(wait.group(1)) : -1;
            })
        .average()
        .orElseThrow();
  }

  @Test
  void fixedValuesAreOneRequest() {
    Scenario scenario =
        OwnWork.parse("work", "connections=2000 wait=50ms cpu=0.3ms request=1k response=8k", 1);
    assertThat(load(scenario).connections()).isEqualTo(2_000);
    assertThat(load(scenario).requests())
        .containsExactly(RequestKind.post("/work?wait=50000us&cpu=300us&bytes=8192", 1_024));
    assertThat(scenario.mainFigure()).isEqualTo(Figure.THROUGHPUT);
  }

  /** A client must not give up before a handler is done, and three responses each are needed. */
  @ParameterizedTest
  @CsvSource({"8s, 32, 32", "20s, 80, 80", "60s, 240, 240", "50ms, 10, 1"})
  void longHandlersAreWaitedFor(String wait, int timeout, int window) {
    Load load = load(OwnWork.parse("work", "connections=100 wait=" + wait, 1));
    assertThat(load.timeout()).hasSeconds(timeout);
    assertThat(load.timing(Timing.of(Duration.ofSeconds(1))).window()).hasSeconds(window);
    Load open = load(OwnWork.parse("work", "rate=1000 wait=" + wait, 1));
    assertThat(open.timeout()).hasSeconds(timeout);
    assertThat(open.timing(Timing.of(Duration.ofSeconds(1))).window())
        .isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void onlyWordsAreYourWork() throws IOException {
    assertThat(OwnWork.parse("work", "wait=1ms", 1).title()).isEqualTo("Your work");
    assertThat(OwnWork.parse("work-2", "wait=1ms", 1).title()).isEqualTo("Your work 2");
    Path file = Files.writeString(folder.resolve("works.conf"), "workers { wait = 1ms }");
    assertThat(OwnWork.read(file, 1)).singleElement().extracting("title").isEqualTo("workers");
  }

  @Test
  void aRateIsAnOpenLoopWhoseLatencyCounts() {
    Scenario scenario = OwnWork.parse("work", "rate=5000 wait=1ms", 1);
    assertThat(load(scenario).pace()).isEqualTo(new Load.Pace.Rate(5_000));
    assertThat(scenario.mainFigure()).isEqualTo(Figure.LATENCY_P99);
  }

  /** A window of usual length would have too few responses. */
  @ParameterizedTest
  @CsvSource({
    "100000, LATENCY_P99, 700",
    "1000, LATENCY_P99, 1127",
    "29, LATENCY_P99, 38845",
    "28, LATENCY_P90, 5000",
    "4, LATENCY_P90, 35000",
    "3, LATENCY_P50, 12630",
    "1, LATENCY_P50, 37889"
  })
  void aLowRateIsMeasuredLonger(int rate, Figure figure, long millis) {
    Scenario scenario = OwnWork.parse("work", "rate=" + rate, 1);
    Timing timing = load(scenario).timing(Timing.of(Duration.ofMillis(700)));
    assertThat(scenario.mainFigure()).isEqualTo(figure);
    assertThat(timing.window()).isEqualTo(Duration.ofMillis(millis));
    assertThat(timing.lead()).isEqualTo(timing.window().dividedBy(3));
  }

  @Test
  void distributedValuesAreManyRequestsWithTheirMean() {
    List<RequestKind> requests = requests("wait=exponential(50ms)");
    assertThat(requests).hasSize(1_000);
    assertThat(meanMicros(requests)).isCloseTo(50_000, within(6_000.0));
  }

  @Test
  void aLognormalDistributionHasItsMedian() {
    List<RequestKind> requests = requests("wait=lognormal(10ms,0.5)");
    long below = requests.stream().filter(r -> meanMicros(List.of(r)) < 10_000).count();
    assertThat(below).isBetween(430L, 570L);
  }

  @Test
  void aTraceHasOnlyItsValues() throws IOException {
    Path file = Files.writeString(folder.resolve("waits"), "# measured\n1ms\n\n4ms\n");
    assertThat(requests("wait=trace(" + file + ")"))
        .extracting(request -> meanMicros(List.of(request)))
        .containsOnly(1_000.0, 4_000.0);
  }

  @Test
  void aWrongLineOfATraceIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("waits"), "# measured\n1ms\n4 minutes\n");
    assertThatThrownBy(() -> requests("wait=trace(" + file + ")"))
        .hasMessage(
            "invalid --work=wait=trace(%1$s): line 3 of %1$s is 4 minutes: write a value such as 50ms"
                .formatted(file));
  }

  @Test
  void theSameSeedGivesTheSameRequests() {
    assertThat(requests("wait=exponential(5ms)")).isEqualTo(requests("wait=exponential(5ms)"));
  }

  @Test
  void aTargetIsAHandlerOfTheUsersOwn() {
    assertThat(requests("target=/users?id=7 request=10"))
        .containsExactly(RequestKind.post("/users?id=7", 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=50            | invalid --work=wait=50: write a value such as 50ms, exponential(50ms)",
        "wait=gamma(50ms)   | invalid --work=wait=gamma(50ms): write a value such as 50ms",
        "wait=lognormal(1ms,x) | invalid --work=wait=lognormal(1ms,x): write a value",
        "wait=trace(/none)  | invalid --work=wait=trace(/none): /none cannot be read: name a file",
        "wait=61s           | invalid --work=wait=61s: write at most 60s",
        "response=17m       | invalid --work=response=17m: write at most 16m",
        "response=8x        | invalid --work=response=8x: write a value such as 8k",
        "connections=0      | invalid --work=connections=0: write a whole number from 1 to 16000",
        "rate=fast          | invalid --work=rate=fast: write a whole number from 1 to 1000000",
        "sleep=1ms          | invalid --work=sleep=1ms: write one of connections, wait, cpu",
        "wait               | invalid --work=wait: write names and values such as wait=50ms",
        "wait=1ms wait=2ms  | invalid --work=wait=2ms: it is given more than once: write it once",
        "target=users       | invalid --work=target=users: write a path such as /users",
        "target=/a cpu=1ms  | invalid --work=cpu=1ms: the handler of /a decides this: remove it",
      })
  void refusesWrongWords(String text, String reason) {
    assertThatThrownBy(() -> OwnWork.parse("work", text, 1))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void aFileHasWorksByName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("works.conf"),
            """
            usual = 50ms
            users { connections = 2000, wait = ${usual} }
            uploads { request = 1m, cpu = "exponential(1ms)" }
            """);
    assertThatThrownBy(() -> OwnWork.read(file, 1))
        .hasMessageContaining("usual is no object: write usual { wait = 50ms }");
    Files.writeString(
        file, "users { connections = 2000, wait = 50ms }\nuploads { request = 1m }\n");
    List<Scenario> works = OwnWork.read(file, 1);
    assertThat(works).extracting(Scenario::name).containsExactly("uploads", "users");
    assertThat(load(works.getLast()).connections()).isEqualTo(2_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api { wait = 5 }  | api: wait=5: write a value such as 50ms",
        "api { a = {       | correct it: ",
        "''                | it has no work: write for example api { wait = 50ms }",
      })
  void refusesWrongFiles(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.conf"), text);
    assertThatThrownBy(() -> OwnWork.read(file, 1))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("invalid --work-file=")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> OwnWork.read(Path.of("/none.conf"), 1))
        .hasMessage("invalid --work-file=/none.conf: name a file that can be read");
  }
}
