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
import io.heddle.app.study.plan.PoolTrial;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Chooses the number of workers of a pool. Each is tried several times, in random order. */
final class PoolSweep {
  private static final double PERCENTILE = 99;

  /** A smaller pool is preferred unless a larger one is better by more than this. */
  private static final double GOOD_ENOUGH = 0.97;

  private PoolSweep() {}

  /** A load, and what came of it. */
  private record Tried(Load load, LoadResult result) {}

  /** What one size has shown. If a server failed with it, it has shown nothing. */
  private record Tries(List<Double> throughputs, List<Double> latencies) {
    Tries() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    double throughput() {
      return hasFailed() ? 0 : median(throughputs);
    }

    double latency() {
      return hasFailed() ? 0 : median(latencies);
    }

    private boolean hasFailed() {
      return throughputs.contains(0.0);
    }

    private static double median(List<Double> values) {
      return Median.of(values.stream().mapToDouble(v -> v).toArray());
    }
  }

  static Sweep of(Bench bench, Plan plan, Variant pool, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    PoolTrial trial = plan.poolTrial();
    Map<Integer, Tries> sizes = new TreeMap<>();
    for (int time = 1; time <= Plan.SWEEPS; time++) {
      for (int workers : bench.order().shuffled(trial.sizes(), time, "sweep")) {
        progress.say("choosing the workers of " + pool.name() + ": " + workers);
        Variant variant = Engines.withWorkers(pool, workers);
        List<Tried> tried = tried(bench, plan, variant, trial, progress);
        Tries tries = sizes.computeIfAbsent(workers, _ -> new Tries());
        tries.throughputs.add(mean(tried, trial.waiting(), LoadResult::responsesPerSecond));
        tries.latencies.add(mean(tried, trial.computing(), PoolSweep::p99));
      }
    }
    return choose(pool, sizes, trial.work());
  }

  /** What one size does with all loads; nothing if the server ends, or does not even start. */
  private static List<Tried> tried(
      Bench bench, Plan plan, Variant variant, PoolTrial trial, Progress progress)
      throws IOException, InterruptedException {
    try (Session session = bench.openCold(variant, Jvm.SHARED)) {
      try {
        return tried(session, plan, trial);
      } catch (IOException e) {
        throw session.ended(e);
      }
    } catch (MeasurementException e) {
      bench.stop().checkAfterFailure();
      progress.say(variant.title() + " cannot be used: " + e.reason());
      return List.of();
    }
  }

  private static List<Tried> tried(Session session, Plan plan, PoolTrial trial)
      throws IOException, MeasurementException, InterruptedException {
    List<Load> loads = trial.loads();
    List<Double> rates = WarmingUp.with(session, loads, plan.profile().sweepWarmUp());
    List<Tried> tried = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      session.settle();
      Timing timing = PoolTrial.timing(loads.get(i), plan.sweepTiming(), rates.get(i));
      tried.add(new Tried(loads.get(i), session.run(loads.get(i), timing).result()));
    }
    return tried;
  }

  /**
   * The geometric mean, so that a load does not count for more because its values are large; 0 if
   * there is none.
   */
  private static double mean(
      List<Tried> tried, List<Load> counting, ToDoubleFunction<LoadResult> value) {
    return Math.exp(
        tried.stream()
            .filter(one -> counting.contains(one.load))
            .mapToDouble(one -> Math.log(value.applyAsDouble(one.result)))
            .average()
            .orElse(Double.NEGATIVE_INFINITY));
  }

  private static double p99(LoadResult result) {
    return Histograms.read(result.latency()).getValueAtPercentile(PERCENTILE) / 1e9;
  }

  private static Sweep choose(Variant pool, Map<Integer, Tries> sizes, @Nullable String work) {
    double most = sizes.values().stream().mapToDouble(Tries::throughput).max().orElse(0);
    double least =
        sizes.values().stream().mapToDouble(Tries::latency).filter(v -> v > 0).min().orElse(0);
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
    return new Sweep(pool.name(), scored, chosen, work);
  }

  /** The first divided by the second, which is not smaller; 0 if a size has no responses. */
  private static double share(double value, double of) {
    return of > 0 ? value / of : 0;
  }
}
