package io.heddle.app.study.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Plan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How fast the server's processor computes. It is measured once per study and stored, so that a
 * handler that computes for 1 ms does exactly the same in every cell.
 */
final class Speed {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE = "speed.json";
  private static final String SPEED = "/work/speed";

  /** Long enough that the handler that computes is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private static final String STEPS = "stepsPerMicrosecond";

  private Speed() {}

  /**
   * Measures the speed on a first server, unless it is known, and warms up the generator. A server
   * that runs elsewhere is asked for its own speed, and if it does not tell, it is sent times.
   */
  static void prepare(Bench bench, Plan plan, Path folder)
      throws IOException, MeasurementException, InterruptedException {
    try (Session session = bench.openCold(plan.variants().getFirst(), Jvm.SHARED)) {
      Path file = folder.resolve(FILE);
      OptionalDouble stored = stored(file);
      if (bench.hasServers()) {
        WarmingUp.briefly(session, WARM_UP);
      }
      double steps = stored.isPresent() ? stored.getAsDouble() : measured(bench, session.url());
      if (stored.isEmpty() && steps > 0) {
        Files.createDirectories(folder);
        Files.write(file, JSON.writeValueAsBytes(Map.of(STEPS, steps)));
      }
      bench.computeAt(steps);
      if (!bench.hasServers()) return;
      if (bench.backend().isPresent()) {
        WarmingUp.backend(session, plan.profile().generatorWarmUp());
      }
      WarmingUp.generator(session, plan.profile().generatorWarmUp());
    }
  }

  /** What the server tells; 0 if it runs elsewhere and is none of ours. */
  private static double measured(Bench bench, URI server) throws IOException, MeasurementException {
    URI page = URI.create(server + SPEED);
    if (bench.hasServers()) return Double.parseDouble(AdminPages.page(page));
    try {
      return Math.max(0, Double.parseDouble(AdminPages.page(page)));
    } catch (FileNotFoundException | MeasurementException | NumberFormatException _) {
      return 0;
    }
  }

  /** The speed that an earlier start has stored. */
  private static OptionalDouble stored(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return OptionalDouble.empty();
    JsonNode steps = JSON.readTree(Files.readAllBytes(file)).path(STEPS);
    return steps.isNumber() ? OptionalDouble.of(steps.asDouble()) : OptionalDouble.empty();
  }
}
