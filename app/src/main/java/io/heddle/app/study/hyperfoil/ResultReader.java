package io.heddle.app.study.hyperfoil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the results of a run as Hyperfoil exports them ({@code export -f json}, or {@code all.json}
 * in the folder of the run), and finds the point that they belong to.
 */
public final class ResultReader {
  private static final String SCHEMA = "http://hyperfoil.io/run-schema/v3";

  private static final String EXPORT = "export it in Hyperfoil's CLI with \"export -f json\"";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final JsonNode results;

  private ResultReader(Path file, JsonNode results) {
    this.file = file;
    this.results = results;
  }

  /**
   * Reads a file.
   *
   * @param variant what the run measured
   * @throws ResultException if the file has no results of one of the study's points
   */
  public static HyperfoilRun read(Path file, Study study, String variant) throws IOException {
    try {
      return new ResultReader(file, JSON.readTree(Files.readAllBytes(file))).run(study, variant);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ResultException(file, "it is not JSON (line " + line + ")", EXPORT);
    }
  }

  private HyperfoilRun run(Study study, String variant) throws ResultException {
    String schema = results.path("$schema").asText();
    if (!schema.startsWith(SCHEMA)) {
      String found =
          schema.isEmpty() ? "it has no results of Hyperfoil" : "its format is " + schema;
      throw new ResultException(file, found + ", not " + SCHEMA, EXPORT);
    }
    JsonNode info = results.path("info");
    if (info.path("cancelled").asBoolean()) {
      throw new ResultException(file, "the run was cancelled", "import a complete run");
    }
    String benchmark = info.path("benchmark").asText();
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : results.path("stats")) {
      if (!entry.path("isWarmup").asBoolean()) entries.add(entry);
    }
    RunFigures figures = new RunFigures(entries);
    if (!figures.hasRequests()) {
      throw new ResultException(
          file, "the run has no measured requests", "run the benchmark " + benchmark + " again");
    }
    for (Workload workload : study.workloads()) {
      for (Point point : workload.points()) {
        if (Export.name(workload.name(), point.name()).equals(benchmark)) {
          return new HyperfoilRun(
              workload.name(),
              point.name(),
              variant,
              info.path("id").asText("unnamed"),
              Instant.ofEpochMilli(figures.startMillis()),
              results.path("version").asText("unknown"),
              figures.values());
        }
      }
    }
    throw new ResultException(
        file,
        "its benchmark \"" + benchmark + "\" is no point of the study",
        "run one that \"app study export\" has written, and that the study has measured");
  }
}
