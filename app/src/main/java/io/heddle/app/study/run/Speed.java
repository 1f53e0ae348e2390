package io.heddle.app.study.run;

import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Plan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast handlers compute. It is known before the first cell, so that a handler that computes for
 * 1 ms does exactly the same in every cell.
 *
 * @param steps per microsecond, which all servers are told; null if they are sent times
 * @param own how many the server's processor computes in a microsecond; null if it does not tell
 */
record Speed(@Nullable Integer steps, @Nullable Integer own) {
  private static final String SPEED = "/work/speed";

  /** Long enough that the handler that computes is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /**
   * Measures the speed on a first server, and warms up the generator. A server that runs elsewhere
   * is asked for its own speed, and if it does not tell, it is sent times.
   *
   * @param known the steps per microsecond of the user, or of an earlier start, which are used
   *     instead; null if there are none
   */
  static Speed prepare(Bench bench, Plan plan, @Nullable Integer known)
      throws IOException, MeasurementException, InterruptedException {
    try (Session session = bench.openCold(plan.variants().getFirst(), Jvm.SHARED)) {
      if (bench.hasServers()) {
        WarmingUp.briefly(session, WARM_UP);
      }
      Integer own = measured(bench, session.url());
      Speed speed = new Speed(known == null ? own : known, own);
      bench.computeAt(speed.steps);
      if (!bench.hasServers()) return speed;
      if (bench.backend().isPresent()) {
        WarmingUp.backend(session, plan.profile().generatorWarmUp());
      }
      WarmingUp.generator(session, plan.profile().generatorWarmUp());
      return speed;
    }
  }

  /** What the server tells; null if it runs elsewhere and is none of ours. */
  private static @Nullable Integer measured(Bench bench, URI server)
      throws IOException, MeasurementException {
    URI page = URI.create(server + SPEED);
    if (bench.hasServers()) return steps(AdminPages.page(page));
    try {
      return steps(AdminPages.page(page));
    } catch (FileNotFoundException | MeasurementException | NumberFormatException _) {
      return null;
    }
  }

  /** A whole number can be repeated exactly. */
  private static int steps(String page) {
    return (int) Math.max(1, Math.round(Double.parseDouble(page)));
  }
}
