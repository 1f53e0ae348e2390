package io.heddle.hyperfoil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hyperfoil.api.Version;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import io.hyperfoil.core.parser.ParserException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A run of a benchmark, and its statistics by phase, step and metric. Hyperfoil's runner calls the
 * collector from several threads.
 */
final class LocalRun {
  /** What Hyperfoil's controller exports; in this version, percentiles are shares. */
  private static final double[] PERCENTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};

  private static final String SCHEMA = "http://hyperfoil.io/run-schema/v3.0";
  private static final JsonMapper JSON = new JsonMapper();

  private record Key(int phase, int step, String metric) {
    static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::phase).thenComparingInt(Key::step).thenComparing(Key::metric);
  }

  private final Benchmark benchmark;
  private final Map<Key, StatisticsSnapshot> totals = new TreeMap<>(Key.ORDER);
  private final LocalSimulationRunner runner;

  private LocalRun(Benchmark benchmark) {
    this.benchmark = benchmark;
    this.runner =
        new LocalSimulationRunner(
            benchmark,
            (phase, step, metric, snapshot, countDown) -> add(phase, step, metric, snapshot),
            null,
            null);
  }

  /** Reads a benchmark with Hyperfoil's own parser. */
  static Benchmark parse(String yaml) throws IOException, ParserException {
    return BenchmarkParser.instance()
        .buildBenchmark(
            new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
            BenchmarkData.EMPTY,
            Map.of());
  }

  /** Runs a benchmark to its end. */
  static LocalRun of(String yaml) throws IOException, ParserException {
    LocalRun run = new LocalRun(parse(yaml));
    run.runner.run();
    return run;
  }

  private synchronized void add(Phase phase, int step, String metric, StatisticsSnapshot more) {
    totals
        .computeIfAbsent(new Key(phase.id(), step, metric), _ -> new StatisticsSnapshot())
        .add(more);
  }

  /**
   * The results as Hyperfoil's controller exports them, without what the study does not read: the
   * controller itself is not on Maven Central. The times of a phase are those of its start and of
   * the end of its last request, as in the controller.
   */
  synchronized byte[] json() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("info")
        .put("id", "local")
        .put("benchmark", benchmark.name())
        .put("cancelled", false);
    root.put("$schema", SCHEMA).put("version", Version.VERSION);
    ArrayNode stats = root.putArray("stats");
    totals.forEach((key, total) -> write(key, total, stats.addObject()));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private void write(Key key, StatisticsSnapshot total, ObjectNode entry) {
    Phase phase =
        benchmark.phases().stream().filter(p -> p.id() == key.phase()).findFirst().orElseThrow();
    long start = Objects.requireNonNull(runner.instances().get(phase.name())).absoluteStartTime();
    entry.put("name", phase.name()).put("phase", phase.name());
    entry.put("metric", key.metric()).put("isWarmup", phase.isWarmup);
    ObjectNode totals = entry.putObject("total");
    totals.put("start", start);
    totals.put("end", Math.max(start + phase.duration(), total.histogram.getEndTimeStamp()));
    totals.set("summary", JSON.valueToTree(total.summary(PERCENTILES)));
  }
}
