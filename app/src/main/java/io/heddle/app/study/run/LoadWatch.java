package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all counters of a server just before and just after a load. */
final class LoadWatch implements Moments {
  private static final double SECOND_NANOS = 1e9;

  /** With fewer responses, it matters that some requests are partly outside the window. */
  private static final int MIN_OF_WINDOW = 100;

  /** All counters at one moment. */
  private record Moment(Counters counters, long machineNanos, long ownNanos) {}

  private final Session session;
  private final ServerProcess server;
  private @Nullable CpuWatch cpuWatch;
  private @Nullable Moment before;
  private @Nullable Moment after;

  LoadWatch(Session session, ServerProcess server) {
    this.session = session;
    this.server = server;
  }

  @Override
  public void connected(int clients)
      throws IOException, MeasurementException, InterruptedException {
    session.awaitAccepted(clients);
    cpuWatch = CpuWatch.start(server.pid());
    before = new Moment(Counters.before(server), Machine.allNanos(), session.ownNanos());
  }

  @Override
  public void loaded() throws IOException, MeasurementException {
    after = new Moment(Counters.after(server), Machine.allNanos(), session.ownNanos());
  }

  /** The figures of the server, after the load. */
  Map<Figure, Double> figures(Load load, LoadResult result) throws InterruptedException {
    Moment start = Objects.requireNonNull(before);
    Moment end = Objects.requireNonNull(after);
    Map<Figure, Double> figures = start.counters.to(end.counters);
    double seconds = (end.counters.nanos() - start.counters.nanos()) / SECOND_NANOS;
    double others =
        (end.machineNanos
                - start.machineNanos
                - (end.ownNanos - start.ownNanos)
                - start.counters.cpuNanosTo(end.counters))
            / SECOND_NANOS;
    figures.put(Figure.OTHER_LOAD, Math.max(0, others / seconds));
    List<CpuWatch.Reading> readings = Objects.requireNonNull(cpuWatch).end();
    figures.putAll(cpu(load, result, start.counters, end.counters, readings));
    return figures;
  }

  /**
   * The CPU time of the server without its compilers, and their share; nothing if the window is too
   * short to know it. It is that of the window, unless there are requests that do not count, or
   * only a few long ones: then it is that of the whole load, in which the server knows how many it
   * has answered, and has answered them completely.
   */
  private static Map<Figure, Double> cpu(
      Load load,
      LoadResult result,
      Counters before,
      Counters after,
      List<CpuWatch.Reading> readings) {
    double requests;
    double cpu;
    double compilers;
    boolean areFew = result.responses() < MIN_OF_WINDOW;
    if (!areFew && load.requests().stream().allMatch(RequestKind::isMeasured)) {
      Instant end = result.startedAt().plusNanos(result.measuredNanos());
      Optional<RecordedLoad> window =
          RecordedLoad.within(result.startedAt(), end, readings, result.responsesPerSecond(), 1);
      if (window.isEmpty()) return Map.of();
      requests = window.get().requests();
      cpu = window.get().cpuSeconds();
      compilers = window.get().compilerSeconds();
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

  /** Ends it, also if there was no load. */
  void end() throws InterruptedException {
    if (cpuWatch != null) {
      cpuWatch.end();
    }
  }
}
