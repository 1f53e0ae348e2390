package io.heddle.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.hyperfoil.ResultReader;
import io.heddle.app.study.plan.OwnWork;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.workload.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Benchmarks that the study exports do in Hyperfoil what they do in the study's own generator, and
 * the study understands their results. Hyperfoil's parser and runner are the real ones, and so is
 * the server. The bounds hold on a busy machine, too: they follow from the work alone, or from
 * Little's law.
 */
final class ExportedBenchmarkTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static HeddleServer server;
  private static Path all;

  @BeforeAll
  static void startServerAndExportAll() throws IOException {
    server = HeddleServer.start();
    all = export("all", "--peak=10000");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** Exports with these options, to the folder of this name. */
  private static Path export(String name, String... options) {
    Path exported = folder.resolve(name);
    List<String> words = new ArrayList<>(List.of("export", "--hyperfoil=" + exported));
    words.addAll(List.of(options));
    words.addAll(List.of("--target=" + server.url(), "--duration=1s"));
    assertThat(StudyCommand.run("app", words)).isZero();
    return exported;
  }

  /** Runs a benchmark, and returns what its JSON file has. */
  private static Path run(Path benchmark) throws Exception {
    Path results = folder.resolve(benchmark.getFileName() + ".json");
    Files.write(results, LocalRun.of(Files.readString(benchmark)).json());
    return results;
  }

  private static Path ownWork(String name, String work) throws Exception {
    return run(export(name, "--work=" + work).resolve("work-connections-8.hf.yaml"));
  }

  /** What a study of all workloads, and of the work in {@code work}, reads of a file. */
  private static HyperfoilRun read(Path results) throws IOException {
    List<Scenario> scenarios = new ArrayList<>(Scenarios.all(Profile.FULL));
    scenarios.add(OwnWork.parse("work", "connections=8", 1));
    Study study =
        new Study(
            Study.SCHEMA,
            "full",
            1,
            List.of("bin/app", "study"),
            Instant.EPOCH,
            null,
            1,
            List.of(new Variant("epoll", "epoll", List.of("--engine=epoll"))),
            scenarios.stream().map(Scenario::workload).toList(),
            new Environment(
                "",
                1,
                1,
                "",
                "",
                "",
                List.of(),
                "",
                Map.of(),
                "",
                "",
                "",
                "",
                "",
                "",
                Waiting.SLEEP,
                null,
                null),
            List.of(),
            List.of(),
            null,
            false);
    return ResultReader.read(results, study, "epoll");
  }

  private static double figure(HyperfoilRun run, Figure figure) {
    assertThat(run.figures()).containsKey(figure);
    return run.figures().getOrDefault(figure, Double.NaN);
  }

  @Test
  void hyperfoilReadsEveryExportedFile() throws Exception {
    try (Stream<Path> files = Files.list(all)) {
      List<Path> benchmarks = files.toList();
      assertThat(benchmarks).hasSizeGreaterThan(30);
      for (Path benchmark : benchmarks) {
        assertThat(LocalRun.parse(Files.readString(benchmark)).name() + ".hf.yaml")
            .isEqualTo(benchmark.getFileName().toString());
      }
    }
  }

  /** Eight clients are in flight all the time, so throughput times mean latency is eight. */
  @Test
  void aClosedLoopKeepsItsClientsBusy() throws Exception {
    Path results = ownWork("closed", "connections=8 wait=10ms");
    HyperfoilRun run = read(results);
    double meanSeconds = summary(results, "requests").path("meanResponseTime").asDouble() / 1e9;
    assertThat(figure(run, Figure.THROUGHPUT) * meanSeconds).isBetween(6.0, 9.0);
    assertThat(figure(run, Figure.LATENCY_P50)).isGreaterThan(0.0099);
    assertThat(figure(run, Figure.ERROR_SHARE)).isZero();
  }

  /** Of waits of 20 ms on average, half are longer than 14 ms, and one in ten longer than 46 ms. */
  @Test
  void anOpenLoopKeepsItsRateAndItsDistribution() throws Exception {
    long before = server.accepted();
    Path results = ownWork("open", "connections=8 rate=200 wait=exponential(20ms)");
    HyperfoilRun run = read(results);
    assertThat(requests(results, "requests")).isBetween(140L, 260L);
    assertThat(figure(run, Figure.LATENCY_P50)).isGreaterThan(0.009);
    assertThat(figure(run, Figure.LATENCY_P90))
        .isGreaterThan(0.030)
        .isGreaterThan(figure(run, Figure.LATENCY_P50) + 0.010);
    assertThat(figure(run, Figure.ERROR_SHARE)).isZero();
    assertThat(server.accepted() - before).isEqualTo(8);
  }

  /** One request in 30 is background load. */
  @Test
  void aMixtureKeepsItsWeights() throws Exception {
    Path results = run(all.resolve("fairness-long-70-s.hf.yaml"));
    long bystanders = requests(results, "bystander");
    long background = requests(results, "background");
    assertThat(bystanders).isGreaterThan(200);
    assertThat((double) background / bystanders).isBetween(0.015, 0.065);
    assertThat(figure(read(results), Figure.BYSTANDER_P99)).isPositive();
  }

  private static long requests(Path results, String metric) throws IOException {
    return summary(results, metric).path("requestCount").asLong();
  }

  /** The figures of the measurement, not of the warm-up. */
  private static JsonNode summary(Path results, String metric) throws IOException {
    for (JsonNode entry : JSON.readTree(Files.readAllBytes(results)).path("stats")) {
      if (entry.path("metric").asText().equals(metric) && !entry.path("isWarmup").asBoolean()) {
        return entry.at("/total/summary");
      }
    }
    throw new AssertionError(results + " has no " + metric);
  }
}
