package io.heddle.app.study.run;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses the number of workers of a pool. A server has one pool for all of its work, so the size
 * has to be good for handlers that wait, which need many workers, and for handlers that compute,
 * where many workers only delay each other. Each size is tried several times, in random order.
 */
final class PoolSweep {
  private static final Load WAITING =
      Load.closed(1_000, RequestKind.get("/work?wait=10ms&bytes=1024"));
  private static final Load COMPUTING =
      Load.closed(64, RequestKind.get("/work?cpu=1000us&bytes=128"));
  private static final double PERCENTILE = 99;

  /** A smaller pool is preferred unless a larger one is better by more than this. */
  private static final double GOOD_ENOUGH = 0.97;

  private PoolSweep() {}

  /** What one size has shown. */
  private record Tries(List<Double> throughputs, List<Double> latencies) {
    Tries() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double throughput() {
      return median(throughputs);
    }

    double latency() {
      return median(latencies);
    }

    private static double median(List<Double> values) {
      return Median.of(values.stream().mapToDouble(v -> v).toArray());
    }
  }

  static Sweep of(Bench bench, Plan plan, Variant pool, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    Timing timing = plan.sweepTiming();
    Map<Integer, Tries> sizes = new TreeMap<>();
    for (int time = 1; time <= Plan.SWEEPS; time++) {
      for (int workers : bench.order().shuffled(plan.profile().poolSizes(), time, "sweep")) {
        progress.say("choosing the workers of " + pool.name() + ": " + workers);
        try (Session session = bench.openCold(Engines.withWorkers(pool, workers), Jvm.SHARED)) {
          WarmingUp.with(session, List.of(COMPUTING, WAITING), plan.profile().sweepWarmUp());
          Tries tries = sizes.computeIfAbsent(workers, _ -> new Tries());
          tries.throughputs.add(session.run(WAITING, timing).result().responsesPerSecond());
          session.settle();
          tries.latencies.add(p99(session.run(COMPUTING, timing).result()));
        }
      }
    }
    return choose(pool, sizes);
  }

  private static double p99(LoadResult result) {
    return Histograms.read(result.latency()).getValueAtPercentile(PERCENTILE) / 1e9;
  }

  private static Sweep choose(Variant pool, Map<Integer, Tries> sizes) {
    double most = sizes.values().stream().mapToDouble(Tries::throughput).max().orElse(0);
    double least = sizes.values().stream().mapToDouble(Tries::latency).min().orElse(0);
    List<Sweep.Candidate> scored = new ArrayList<>();
    sizes.forEach(
        (workers, tries) -> {
          double score = share(tries.throughput(), most) * share(least, tries.latency());
          scored.add(
              new Sweep.Candidate(workers, tries.throughput(), tries.latency(), Math.sqrt(score)));
        });
    double best = scored.stream().mapToDouble(Sweep.Candidate::score).max().orElse(0);
    double chosen =
        scored.stream()
            .filter(candidate -> candidate.score() >= GOOD_ENOUGH * best)
            .mapToDouble(Sweep.Candidate::value)
            .min()
            .orElseThrow();
    return new Sweep(pool.name(), scored, chosen);
  }

  /** The first divided by the second, which is not smaller; 1 if both are 0. */
  private static double share(double value, double of) {
    return of > 0 ? value / of : 1;
  }
}
