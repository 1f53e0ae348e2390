package io.heddle.gatling.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The load generator of {@code bin/app study}, which takes a job on stdin: a process for each job.
 */
final class StudyGenerator {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODULES = "app/target/heddle.jar:app/target/lib";
  private static final String MAIN = "io.heddle.app/io.heddle.app.study.load.Generator";
  private static final int LOOK_MILLIS = 50;

  private final Children children;
  private final Path folder;

  /**
   * A generator.
   *
   * @param folder for jobs and results
   */
  StudyGenerator(Children children, Path folder) {
    this.children = children;
    this.folder = folder;
  }

  /** The result of a job. */
  record Result(JsonNode json) {
    double perSecond() {
      return json.path("responsesPerSecond").asDouble();
    }

    /** Why the generator was the limit; empty if it was not. */
    Optional<String> limit() {
      return Optional.ofNullable(json.path("limit").textValue());
    }

    /** A histogram of nanoseconds: {@code latency} or {@code serviceTime}. */
    Histogram histogram(String name) throws IOException {
      byte[] bytes = Base64.getDecoder().decode(json.path(name).asText());
      try {
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
      } catch (DataFormatException e) {
        throw new IOException("the study's generator wrote no histogram " + name, e);
      }
    }
  }

  /** The job of a load at a constant rate. */
  static Map<String, Object> job(URI url, String target, int rate, int leadSeconds, int seconds) {
    return Map.of(
        "url",
        url.toString(),
        "mode",
        "open",
        "connections",
        16,
        "ratePerSecond",
        rate,
        "warmupMillis",
        leadSeconds * 1_000,
        "measureMillis",
        seconds * 1_000,
        "requests",
        List.of(Map.of("target", target)));
  }

  /** Does a job, and looks at it all the time. */
  Result run(String name, Map<String, Object> job, Gatling.Watch watch)
      throws IOException, InterruptedException, CompareException {
    Path in = Files.createDirectories(folder).resolve(name + "-job.json");
    Path out = folder.resolve(name + "-result.json");
    Files.writeString(in, JSON.writeValueAsString(job) + "\n");
    Process process =
        children.startWith(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-p",
                    MODULES,
                    "-m",
                    MAIN)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      watch.look(process);
    }
    children.hasEnded(process);
    JsonNode result = JSON.readTree(Files.readString(out, StandardCharsets.UTF_8));
    if (process.exitValue() != 0 || !result.has("latency")) {
      throw CompareException.failed(
          "the study's generator failed: see %s and %s".formatted(in, out));
    }
    return new Result(result);
  }
}
