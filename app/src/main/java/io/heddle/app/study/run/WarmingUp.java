package io.heddle.app.study.run;

import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Loads a new server with requests of all kinds until its CPU time per request is stable. */
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
  private static final Timing SLICE = new Timing(Duration.ZERO, Duration.ofSeconds(1));

  /** Without load, the compiler has the processor for itself. */
  private static final long PAUSE_MILLIS = 300;

  /** How many slices are compared with as many before them. */
  private static final int SLICES = 3;

  /** How much their medians may differ. */
  private static final double TOLERANCE = 0.05;

  private WarmingUp() {}

  /** Warms up a server that serves many settings; the slices are the evidence. */
  static WarmUp untilStable(Session session, ServerProcess server, Profile profile, Place place)
      throws IOException, MeasurementException, InterruptedException {
    List<Double> slices = new ArrayList<>();
    List<WarmUp.Cycle> cycles = new ArrayList<>();
    long startNanos = System.nanoTime();
    int stableAfter = 0;
    while (slices.size() < profile.maxWarmUpSeconds() && stableAfter == 0) {
      Counters before = Counters.before(server);
      long compilersBefore = compilerNanos(server.pid());
      session.run(MIXED, SLICE);
      Counters after = Counters.after(server);
      double compilers = compilerNanos(server.pid()) - compilersBefore;
      Thread.sleep(PAUSE_MILLIS);
      double count = after.requests() - before.requests();
      if (count < 1) {
        throw new MeasurementException("the server answered nothing while it was warmed up");
      }
      double cost = Math.max(0, before.cpuNanosTo(after) - compilers) / count;
      cycles.add(
          new WarmUp.Cycle(
              SLICE.window().toMillis() / 1e3,
              Math.clamp(compilers / Math.max(1, before.cpuNanosTo(after)), 0, 1),
              slices.isEmpty() ? null : cost / slices.getLast()));
      slices.add(cost);
      if (slices.size() >= profile.minWarmUpSeconds() && isStable(slices)) {
        stableAfter = slices.size();
      }
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new WarmUp(place.round(), place.variant(), cycles, seconds, stableAfter > 0);
  }

  private static long compilerNanos(long pid) throws IOException {
    long nanos = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        if (Files.exists(task) && ProcessFigures.isCompiler(task)) {
          nanos += ProcessFigures.threadNanos(task);
        }
      }
    }
    return nanos;
  }

  /** Of which round and variant a warm-up is. */
  record Place(int round, String variant) {}

  /** Whether the last slices cost about as much as those before. */
  static boolean isStable(List<Double> slices) {
    int count = Math.min(SLICES, slices.size() / 2);
    if (count == 0) return false;
    int end = slices.size();
    double last = median(slices.subList(end - count, end));
    double before = median(slices.subList(end - 2 * count, end - count));
    return Math.abs(last - before) <= TOLERANCE * before;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().flatMapToDouble(DoubleStream::of).toArray();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Warms up a server for a known time. */
  static void briefly(Session session, Duration time)
      throws IOException, MeasurementException, InterruptedException {
    if (!time.isZero()) {
      session.run(MIXED, new Timing(Duration.ZERO, time));
      Thread.sleep(PAUSE_MILLIS);
    }
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
