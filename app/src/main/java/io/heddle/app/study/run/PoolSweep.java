package io.heddle.app.study.run;

import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the number of workers of a pool, so that the comparison uses a good one. */
final class PoolSweep {
  private static final Duration WARM_UP = Duration.ofSeconds(1);

  /** What needs workers most: handlers that wait. */
  private static final Load LOAD =
      Load.closed(1_000, RequestKind.get("/work?wait=10ms&bytes=1024"));

  private static final String WORKLOAD = "wait";

  private PoolSweep() {}

  static Sweep of(Bench bench, Plan plan, Variant pool, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    Timing timing = plan.timing();
    List<Sweep.Candidate> candidates = new ArrayList<>();
    for (int workers : plan.profile().poolSizes()) {
      progress.say("choosing the workers of " + pool.name() + ": " + workers);
      try (Session session = bench.open(Engines.withWorkers(pool, workers), Jvm.SHARED)) {
        WarmingUp.briefly(session, WARM_UP);
        double throughput = session.run(LOAD, timing).result().responsesPerSecond();
        candidates.add(new Sweep.Candidate(workers, throughput));
      }
    }
    double chosen =
        candidates.stream()
            .max(Comparator.comparingDouble(Sweep.Candidate::throughput))
            .orElseThrow()
            .value();
    return new Sweep(pool.name(), WORKLOAD, candidates, chosen);
  }
}
