package io.heddle.app.study.plan;

import java.time.Duration;

/** How a point is measured. */
public sealed interface Measurement {
  /** A load of one kind, for as long as the window. */
  record Steady(Load load) implements Measurement {}

  /**
   * Connections that do nothing.
   *
   * @param areUsed whether each has served a request before
   */
  record Idle(int connections, boolean areUsed) implements Measurement {}

  /**
   * More load than the server can take, and then none: who is served, who is turned away, and when
   * the server is as fast again as before.
   *
   * @param load at a share of the peak
   */
  record Overload(Load load) implements Measurement {}

  /** A process from its start to its full speed, under this load. */
  record ColdStart(Load load) implements Measurement {}

  /** How many measurements the peak is the median of. */
  int PEAKS = 3;

  /** How many seconds of full load a cold start is given to reach its full speed. */
  Duration COLD_START = Duration.ofSeconds(6);

  /** About how long it takes. */
  default Duration duration(Timing timing) {
    Duration reading = Duration.ofMillis(250);
    return switch (this) {
      case Steady(Load load) -> timing.total().plus(reading).plus(extra(load, timing));
      case Idle(int connections, _) -> Duration.ofMillis(900 + connections / 4L);
      case Overload(Load load) ->
          overload(timing).total().plus(timing.total()).plus(load.timeout()).plusMillis(500);
      case ColdStart _ -> COLD_START.plusSeconds(1);
    };
  }

  /** Overload takes its time: queues have to fill, and requests to time out. */
  static Timing overload(Timing timing) {
    Duration least = Duration.ofMillis(2_500);
    return timing.window().compareTo(least) < 0 ? new Timing(timing.lead(), least) : timing;
  }

  private static Duration extra(Load load, Timing timing) {
    Duration connecting = Duration.ofMillis(load.connections() / 8L);
    return load.pace() instanceof Load.Pace.ShareOfPeak
        ? connecting.plus(timing.total().multipliedBy(PEAKS))
        : connecting;
  }
}
