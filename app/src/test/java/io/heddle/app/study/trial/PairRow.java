package io.heddle.app.study.trial;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A comparison as the study's files for programs have it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PairRow(
    String workload,
    String point,
    String figure,
    String first,
    String second,
    @Nullable Double ratio,
    @Nullable Double low,
    @Nullable Double high,
    double difference,
    double differenceLow,
    double differenceHigh,
    String reason) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The comparisons of a study's report: each pair in both directions. */
  static List<PairRow> ofStudy(Path report) throws IOException {
    return read(
        JSON.readTree(Files.readAllBytes(report.resolve("results.json"))).get("comparisons"));
  }

  /** What the report of two studies has. */
  static List<PairRow> ofComparison(Path report) throws IOException {
    return read(JSON.readTree(Files.readAllBytes(report.resolve("changes.json"))));
  }

  private static List<PairRow> read(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> JSON.convertValue(row, PairRow.class))
        .toList();
  }

  /** Whether it shows a difference. */
  boolean isDifferent() {
    return reason.equals("DIFFERENCE");
  }

  /**
   * Whether it could show one: there are enough rounds, and the values are positive and not all the
   * same, as errors and threads often are.
   */
  boolean isTelling() {
    return !reason.equals("TOO_FEW_ROUNDS") && ratio != null && differenceLow < differenceHigh;
  }
}
