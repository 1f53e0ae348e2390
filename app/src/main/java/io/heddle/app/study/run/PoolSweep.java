package io.heddle.app.study.run;

import io.heddle.app.study.data.Histograms;
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

  private static final Load WAITING =
      Load.closed(1_000, RequestKind.get("/work?wait=10ms&bytes=1024"));
  private static final Load COMPUTING =
      Load.closed(64, RequestKind.get("/work?cpu=1ms&bytes=1024"));
  private static final double SECOND_NANOS = 1e9;

  private PoolSweep() {}

  static Sweep of(Bench bench, Plan plan, Variant pool, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    Timing timing = plan.timing();
    List<Sweep.Candidate> measured = new ArrayList<>();
    for (int workers : plan.profile().poolSizes()) {
      progress.say("choosing the workers of " + pool.name() + ": " + workers);
      try (Session session = bench.open(Engines.withWorkers(pool, workers), Jvm.SHARED)) {
        WarmingUp.briefly(session, WARM_UP);
        double throughput = session.run(WAITING, timing).result().responsesPerSecond();
        String latency = session.run(COMPUTING, timing).result().latency();
        double p99 = Histograms.read(latency).getValueAtPercentile(99) / SECOND_NANOS;
        measured.add(new Sweep.Candidate(workers, throughput, p99, 0));
      }
    }
    double most =
        measured.stream().mapToDouble(Sweep.Candidate::waitingThroughput).max().orElseThrow();
    double least = measured.stream().mapToDouble(Sweep.Candidate::computingP99).min().orElseThrow();
    List<Sweep.Candidate> candidates =
        measured.stream()
            .map(
                c ->
                    new Sweep.Candidate(
                        c.value(),
                        c.waitingThroughput(),
                        c.computingP99(),
                        Math.sqrt(c.waitingThroughput() / most * least / c.computingP99())))
            .toList();
    double chosen =
        candidates.stream()
            .max(Comparator.comparingDouble(Sweep.Candidate::score))
            .orElseThrow()
            .value();
    return new Sweep(pool.name(), candidates, chosen);
  }
}
