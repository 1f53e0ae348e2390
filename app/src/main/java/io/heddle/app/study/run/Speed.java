package io.heddle.app.study.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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
      double steps = stored(file);
      if (!bench.hasServers()) {
        bench.computeAt(steps > 0 ? steps : told(session.url()));
        return;
      }
      WarmingUp.briefly(session, WARM_UP);
      if (steps == 0) {
        steps = Double.parseDouble(AdminPages.page(URI.create(session.url() + SPEED)));
        Files.createDirectories(folder);
        Files.write(file, JSON.writeValueAsBytes(Map.of(STEPS, steps)));
      }
      bench.computeAt(steps);
      if (bench.backend().isPresent()) {
        WarmingUp.backend(session, plan.profile().generatorWarmUp());
      }
      WarmingUp.generator(session, plan.profile().generatorWarmUp());
    }
  }

  /** The speed that a server elsewhere tells; 0 if it is none of ours. */
  private static double told(URI server) {
    try {
      return Math.max(0, Double.parseDouble(AdminPages.page(URI.create(server + SPEED))));
    } catch (IOException | MeasurementException | NumberFormatException _) {
      return 0;
    }
  }

  /** The speed that an earlier start has stored, or 0. */
  private static double stored(Path file) throws IOException {
    if (!Files.isRegularFile(file)) return 0;
    return Math.max(0, JSON.readTree(Files.readAllBytes(file)).path(STEPS).asDouble(0));
  }
}
