package io.heddle.app.study.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of Hyperfoil's exports. The module hyperfoil reads what Hyperfoil really writes. */
final class ResultReaderTest {
  @TempDir private static Path folder;
  private static Study study;

  @BeforeAll
  static void writeStudy() throws IOException {
    study = MadeUpStudy.write(folder.resolve("study")).study();
  }

  private static HyperfoilRun read(String json) throws IOException {
    Path file = folder.resolve("0001.json");
    Files.writeString(file, json);
    return ResultReader.read(file, study, "vthreads");
  }

  /** The results of a run at a point, with these entries. */
  private static String results(String... entries) {
    return """
        {"info": {"id": "0001", "benchmark": "tiny-connections-64", "cancelled": false},
         "$schema": "http://hyperfoil.io/run-schema/v3.0", "version": "0.25.2",
         "stats": [%s]}"""
        .formatted(String.join(",", entries));
  }

  /** Requests of 2 s that were answered in 1 to 9 ms. */
  private static String entry(String metric, boolean isWarmup, String summary) {
    return """
        {"name": "load", "metric": "%s", "isWarmup": %s,
         "total": {"start": 1700000000000, "end": 1700000002000, "summary": {%s}}}"""
        .formatted(metric, isWarmup, summary);
  }

  private static final String SUMMARY =
      """
      "requestCount": 1000, "responseCount": 990, "maxResponseTime": 9000000,
      "percentileResponseTime": {"50.0": 1000000, "90.0": 2000000, "99.0": 3000000, "99.9": 4000000},
      "invalid": 5, "connectionErrors": 2, "requestTimeouts": 8, "internalErrors": 0
      """;

  @Test
  void readsTheFiguresOfAPoint() throws IOException {
    HyperfoilRun run =
        read(results(entry("requests", true, SUMMARY), entry("requests", false, SUMMARY)));
    assertThat(run)
        .isEqualTo(
            new HyperfoilRun(
                "tiny",
                "connections=64",
                "vthreads",
                "0001",
                Instant.ofEpochMilli(1_700_000_000_000L),
                "0.25.2",
                Map.of(
                    Figure.THROUGHPUT, 495.0,
                    Figure.ERROR_SHARE, 0.015,
                    Figure.LATENCY_P50, 0.001,
                    Figure.LATENCY_P90, 0.002,
                    Figure.LATENCY_P99, 0.003,
                    Figure.LATENCY_P999, 0.004,
                    Figure.LATENCY_MAX, 0.009)));
  }

  @Test
  void addsCountsOfStepsButNotPercentiles() throws IOException {
    HyperfoilRun run =
        read(results(entry("requests-1", false, SUMMARY), entry("requests-2", false, SUMMARY)));
    assertThat(run.figures())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Figure.THROUGHPUT, 990.0, Figure.ERROR_SHARE, 0.015));
  }

  @Test
  void backgroundLoadDoesNotCount() throws IOException {
    HyperfoilRun run =
        read(results(entry("bystander", false, SUMMARY), entry("background", false, SUMMARY)));
    assertThat(run.figures())
        .containsEntry(Figure.THROUGHPUT, 495.0)
        .containsEntry(Figure.BYSTANDER_P99, 0.003);
  }

  @Test
  void whatIsNotStatedIsNoFigure() throws IOException {
    HyperfoilRun run =
        read(results(entry("requests", false, "\"requestCount\": 10, \"responseCount\": 10")));
    assertThat(run.figures()).containsOnlyKeys(Figure.THROUGHPUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | it is not JSON (line 1); export it in Hyperfoil's CLI with \"export -f json\"",
        "[] | it has no results of Hyperfoil, not http://hyperfoil.io/run-schema/v3; export it",
        "{\"$schema\": \"http://hyperfoil.io/run-schema/v2.0\"} | its format is http://hyperfoil.io/run-schema/v2.0, not ",
        "{\"$schema\": \"http://hyperfoil.io/run-schema/v3.0\", \"info\": {\"cancelled\": true}} | the run was cancelled; import a complete run",
        "{\"$schema\": \"http://hyperfoil.io/run-schema/v3.0\", \"info\": {\"benchmark\": \"b\"}} | the run has no measured requests; run the benchmark b again",
      })
  void refusesWhatIsNoResult(String json, String reason) {
    assertThatExceptionOfType(ResultException.class)
        .isThrownBy(() -> read(json))
        .withMessageStartingWith(folder.resolve("0001.json") + ": " + reason);
  }

  @Test
  void refusesAnotherBenchmark() {
    String json = results(entry("requests", false, SUMMARY)).replace("tiny-connections-64", "mine");
    assertThatExceptionOfType(ResultException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("its benchmark \"mine\" is no point of the study; run one that ");
  }
}
