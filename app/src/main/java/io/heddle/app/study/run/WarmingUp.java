package io.heddle.app.study.run;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Warms up servers. Until it is done, a server also may use the generator's processors, so that its
 * compilers do not have to wait for the requests; then it is bound to its own.
 */
final class WarmingUp {
  private static final Load MIXED =
      Load.closed(
          16,
          RequestKind.get("/plaintext").withWeight(40),
          RequestKind.get("/json").withWeight(10),
          RequestKind.get("/file-64k.bin").withWeight(2),
          RequestKind.get("/work?wait=1ms&bytes=1024").withWeight(20),
          RequestKind.get("/work?cpu=20us&bytes=1024").withWeight(20),
          RequestKind.post("/work?bytes=128", 2_048).withWeight(8));

  /** How long a server gets each load in a cycle, unless that is shorter than a cycle may be. */
  private static final Duration SLICE = Duration.ofMillis(300);

  /** In less time, it would be chance whether the compilers have something to do. */
  private static final Duration LEAST_CYCLE = Duration.ofMillis(900);

  private static final Timing SURGE = new Timing(Duration.ZERO, Load.Pace.Surge.WARM_UP);

  private static final int PEAK_CONNECTIONS = 64;

  /** Without load, the compiler has the processor for itself. */
  private static final long PAUSE_MILLIS = 300;

  /** How much the CPU time per request may change from one cycle to the next. */
  private static final double TOLERANCE = 0.1;

  /** How much of the server's CPU time its compilers may use. */
  private static final double MAX_COMPILER_SHARE = 0.05;

  private WarmingUp() {}

  /**
   * What a warm-up is for.
   *
   * @param point the only one, with its workload; null if the process is for several
   */
  record Place(int round, String variant, @Nullable String point) {}

  /** What a cycle, or a part of it, has cost. */
  private record Cost(double cpuSeconds, double compilerSeconds, double perRequest, double peak) {
    double share() {
      return WarmingUp.share(compilerSeconds, cpuSeconds);
    }
  }

  /**
   * Warms up a server with every load that it will be measured with, in cycles, until it is stable
   * or the bound is reached. Each peak is followed by its surge, because refusing requests and
   * giving up run code of their own. The cost of a request in a surge does not count, since it
   * depends on how many are lost.
   */
  static WarmUp untilStable(
      Session session, ServerProcess server, Duration bound, Place place, List<Load> loads)
      throws IOException, MeasurementException, InterruptedException {
    long start = System.nanoTime();
    Timing slice = slice(loads.size());
    List<WarmUp.Cycle> cycles = new ArrayList<>();
    List<Double> costs = List.of();
    boolean isStable = false;
    double seconds = 0;
    while (!isStable && (cycles.isEmpty() || seconds < bound.toMillis() / 1e3)) {
      double cycleStart = seconds;
      List<Double> now = new ArrayList<>();
      double cpu = 0;
      double compilers = 0;
      double surgeShare = 0;
      for (Load load : loads) {
        Cost cost = cost(session, server, hard(load), slice);
        cpu += cost.cpuSeconds;
        compilers += cost.compilerSeconds;
        now.add(cost.perRequest);
        Optional<Load> surge = load.surge(cost.peak);
        if (surge.isPresent()) {
          surgeShare = Math.max(surgeShare, cost(session, server, surge.get(), SURGE).share());
          session.settle();
        }
      }
      seconds = (System.nanoTime() - start) / 1e9;
      double share = Math.max(surgeShare, share(compilers, cpu));
      Double ratio = ratio(costs, now);
      cycles.add(new WarmUp.Cycle(seconds - cycleStart, share, ratio));
      isStable = isStable(share, ratio);
      costs = now;
    }
    session.settle();
    session.pin();
    return new WarmUp(place.round(), place.variant(), place.point(), cycles, seconds, isStable);
  }

  private static double share(double compilerSeconds, double cpuSeconds) {
    return cpuSeconds > 0 ? Math.clamp(compilerSeconds / cpuSeconds, 0, 1) : 0;
  }

  private static Timing slice(int loads) {
    Duration part = LEAST_CYCLE.dividedBy(loads);
    return new Timing(Duration.ZERO, part.compareTo(SLICE) < 0 ? SLICE : part);
  }

  /** Whether a cycle shows that nothing changes any more. */
  static boolean isStable(double compilerShare, @Nullable Double costRatio) {
    return costRatio != null
        && compilerShare <= MAX_COMPILER_SHARE
        && Math.abs(costRatio - 1) <= TOLERANCE;
  }

  private static @Nullable Double ratio(List<Double> before, List<Double> now) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) > 0 && now.get(i) > 0) {
        ratios.add(now.get(i) / before.get(i));
      }
    }
    return ratios.isEmpty() ? null : Median.of(ratios.stream().mapToDouble(r -> r).toArray());
  }

  /** Loads the server for a moment. */
  private static Cost cost(Session session, ServerProcess server, Load load, Timing slice)
      throws IOException, MeasurementException, InterruptedException {
    // Its pages use the same code in another way: after the warm-up, they would make it be compiled
    // again.
    Counters.before(server);
    CpuWatch.Reading before = CpuWatch.once(server.pid());
    LoadResult result = session.run(load, slice).result();
    CpuWatch.Reading after = CpuWatch.once(server.pid());
    double cpu = (after.cpuNanos() - before.cpuNanos()) / 1e9;
    double compilers = Math.max(0, after.compilerNanos() - before.compilerNanos()) / 1e9;
    double own = Math.max(0, cpu - compilers);
    return new Cost(
        cpu,
        compilers,
        result.responses() > 0 ? own / result.responses() : 0,
        result.responsesPerSecond());
  }

  /** What a load of the server's peak asks of it, without the time to find the peak. */
  private static Load hard(Load load) {
    return load.pace().isOfPeak() ? load.asPeak(PEAK_CONNECTIONS) : load;
  }

  /**
   * Warms up a server with these loads, for this long each.
   *
   * @return the responses per second, in the order of the loads
   */
  static List<Double> with(Session session, List<Load> loads, Duration each)
      throws IOException, MeasurementException, InterruptedException {
    List<Double> rates = new ArrayList<>();
    for (Load load : loads) {
      Timing timing = new Timing(Duration.ZERO, each);
      rates.add(session.run(hard(load), timing).result().responsesPerSecond());
    }
    Thread.sleep(PAUSE_MILLIS);
    session.settle();
    session.pin();
    return rates;
  }

  /** Warms up a server for a known time; one without any stays as it has been started. */
  static void briefly(Session session, Duration time)
      throws IOException, MeasurementException, InterruptedException {
    if (time.isZero()) return;
    session.run(MIXED, new Timing(Duration.ZERO, time));
    Thread.sleep(PAUSE_MILLIS);
    session.settle();
    session.pin();
  }

  /** Lets many requests wait for the backend, so that its code is compiled. */
  static void backend(Session session, Duration time)
      throws IOException, MeasurementException, InterruptedException {
    RequestKind waiting = RequestKind.get("/work?wait=1ms&bytes=1024");
    session.run(Load.closed(PEAK_CONNECTIONS, waiting), new Timing(Duration.ZERO, time));
    Thread.sleep(PAUSE_MILLIS);
  }

  /** Uses the generator in both ways, for this long at a time, so that its code is compiled. */
  static void generator(Session session, Duration time)
      throws IOException, MeasurementException, InterruptedException {
    Timing timing = new Timing(Duration.ZERO, time);
    RequestKind tiny = RequestKind.get("/plaintext");
    session.run(Load.closed(64, tiny), timing);
    session.run(Load.open(new Load.Pace.Rate(2_000), 64, tiny), timing);
    Thread.sleep(PAUSE_MILLIS);
    session.run(Load.open(new Load.Pace.Rate(2_000), 64, tiny), timing);
  }
}
