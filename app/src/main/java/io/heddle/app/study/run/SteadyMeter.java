package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures a load of one kind. */
final class SteadyMeter {
  private static final double SECOND_NANOS = 1e9;

  /** With fewer responses, it matters that some requests are partly outside the window. */
  private static final int MIN_OF_WINDOW = 100;

  private SteadyMeter() {}

  static Measured measure(Session session, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    ServerProcess server = session.server();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Session.Outcome outcome;
    session.prepare(load, timing);
    if (server == null) {
      outcome = session.run(load, timing);
    } else {
      session.settle();
      outcome = watched(session, server, load, timing, figures);
    }
    figures.putAll(LoadFigures.of(outcome.result()));
    return new Measured(outcome.job(), outcome.result(), figures);
  }

  private static Session.Outcome watched(
      Session session, ServerProcess server, Load load, Timing timing, Map<Figure, Double> figures)
      throws IOException, MeasurementException, InterruptedException {
    CpuWatch watch = CpuWatch.start(server.pid());
    try {
      Counters before = Counters.before(server);
      long all = Machine.allNanos();
      long own = session.ownNanos();
      Session.Outcome outcome = session.run(load, timing);
      Counters after = Counters.after(server);
      double seconds = (after.nanos() - before.nanos()) / SECOND_NANOS;
      double others =
          (Machine.allNanos() - all - (session.ownNanos() - own) - before.cpuNanosTo(after))
              / SECOND_NANOS;
      figures.putAll(before.to(after));
      figures.put(Figure.OTHER_LOAD, Math.max(0, others / seconds));
      figures.putAll(cpu(load, outcome.result(), before, after, watch.end()));
      return outcome;
    } finally {
      watch.end();
    }
  }

  /**
   * The CPU time of the server without its compilers, and their share. It is that of the window,
   * unless there are requests that do not count, or only a few long ones: then it is that of the
   * whole load, in which the server knows how many it has answered, and has answered them
   * completely.
   */
  private static Map<Figure, Double> cpu(
      Load load,
      LoadResult result,
      Counters before,
      Counters after,
      List<CpuWatch.Reading> readings)
      throws MeasurementException {
    double requests;
    double cpu;
    double compilers;
    boolean areFew = result.responses() < MIN_OF_WINDOW;
    if (!areFew && load.requests().stream().allMatch(RequestKind::isMeasured)) {
      Instant end = result.startedAt().plusNanos(result.measuredNanos());
      RecordedLoad window =
          RecordedLoad.within(result.startedAt(), end, readings, result.responsesPerSecond(), 1);
      requests = window.requests();
      cpu = window.cpuSeconds();
      compilers = window.compilerSeconds();
    } else {
      requests = after.requests() - before.requests();
      if (requests < 1 || readings.isEmpty()) return Map.of();
      compilers =
          (readings.getLast().compilerNanos() - readings.getFirst().compilerNanos()) / SECOND_NANOS;
      cpu = before.cpuNanosTo(after) / SECOND_NANOS - compilers;
    }
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    if (cpu + compilers > 0) {
      figures.put(Figure.CPU_PER_REQUEST, Math.max(0, cpu) / requests);
      figures.put(Figure.COMPILER_SHARE, Math.clamp(compilers / (cpu + compilers), 0, 1));
    }
    return figures;
  }
}
