package io.heddle.app.study.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the pass after the rounds is done that finds out why variants differ.
 *
 * @param warmUp of each server
 * @param recording of a server's CPU time
 * @param tracing of its system calls
 */
public record Explaining(Duration warmUp, Timing recording, Timing tracing) {
  /** At how many points system calls are counted. */
  private static final int TRACED = 3;

  /**
   * With more connections, opening them would be a considerable part of the system calls, of which
   * the tracer slows down every one.
   */
  private static final int TRACED_CONNECTIONS = 64;

  /**
   * Each variant is recorded where it is worst and where it is best; so are most of the rivals
   * there.
   */
  private static final double RECORDINGS_PER_VARIANT = 3.5;

  /** To start and stop a recording and to read it, and to attach the tracer. */
  private static final Duration RECORDER = Duration.ofMillis(1_500);

  private static final Duration TRACER = Duration.ofMillis(400);

  public static Explaining of(Profile profile) {
    return switch (profile) {
      case SMOKE -> new Explaining(Duration.ofMillis(500), timing(0, 700), timing(0, 300));
      case QUICK, DEFAULT ->
          new Explaining(Duration.ofSeconds(3), timing(300, 1_500), timing(0, 700));
      case FULL -> new Explaining(Duration.ofSeconds(10), timing(1_000, 5_000), timing(0, 1_500));
    };
  }

  private static Timing timing(long leadMillis, long windowMillis) {
    return new Timing(Duration.ofMillis(leadMillis), Duration.ofMillis(windowMillis));
  }

  /** How long it takes for one variant. */
  Duration duration(Duration start, boolean hasRivals) {
    long recorded = hasRivals ? Math.round(RECORDINGS_PER_VARIANT * 10) : 0;
    return start
        .plus(warmUp)
        .plus(recording.total().plus(RECORDER).multipliedBy(recorded).dividedBy(10))
        .plus(tracing.total().plus(TRACER).multipliedBy(TRACED));
  }

  /** A point at which system calls are counted, with the load that is used for it. */
  public record Traced(Scenario scenario, Setting setting, Load load) {}

  /**
   * The points at which system calls are counted: one of each of the first workloads with a steady
   * load, at first those in a closed loop. The rate is always what the server can do under the
   * tracer.
   */
  public static List<Traced> traced(List<Scenario> scenarios) {
    return scenarios.stream()
        .flatMap(scenario -> traced(scenario).stream())
        .sorted(Comparator.comparing(traced -> !isClosed(traced.setting())))
        .limit(TRACED)
        .map(t -> new Traced(t.scenario(), t.setting(), t.load().asPeak(connections(t.load()))))
        .toList();
  }

  private static int connections(Load load) {
    return Math.min(load.connections(), TRACED_CONNECTIONS);
  }

  /** The point of a workload with the most usual number of connections. */
  private static Optional<Traced> traced(Scenario scenario) {
    return scenario.settings().stream()
        .filter(setting -> !setting.jvm().isOwn())
        .flatMap(
            setting ->
                setting.measurement() instanceof Measurement.Steady(Load load)
                    ? Stream.of(new Traced(scenario, setting, load))
                    : Stream.empty())
        .min(Comparator.comparingInt(t -> Math.abs(t.load().connections() - TRACED_CONNECTIONS)));
  }

  private static boolean isClosed(Setting setting) {
    return setting.measurement() instanceof Measurement.Steady(Load load)
        && load.pace() instanceof Load.Pace.Closed;
  }
}
