package io.heddle.app.study.plan;

import java.time.Duration;
import java.util.Optional;

/** How a point is measured. */
public sealed interface Measurement {
  /** A load of one kind, for as long as the window, or longer if it needs that. */
  record Steady(Load load) implements Measurement {}

  /**
   * Connections that do nothing.
   *
   * @param areUsed whether each has served a request before
   */
  record Idle(int connections, boolean areUsed) implements Measurement {}

  /**
   * A load that the server can take, then for some time more than that, then the first load again:
   * who is served meanwhile, who is turned away, and when the server is as fast again as before.
   *
   * @param load a surge
   * @param length of the surge
   */
  record Overload(Load load, Duration length) implements Measurement {
    /** How long the load lasts before the surge. */
    public static final Duration LEAD = Duration.ofMillis(1_200);

    public Timing timing() {
      return new Timing(LEAD, length);
    }
  }

  /** A process from its start to its full speed, under this load. */
  record ColdStart(Load load) implements Measurement {}

  /** How many measurements the peak is the median of. */
  int PEAKS = 3;

  /** The least timing of each of them: what depends on the peak is no better known than it. */
  Timing PEAK = Timing.of(Duration.ofMillis(700));

  /** How many seconds of full load a cold start is given to reach its full speed. */
  Duration COLD_START = Duration.ofSeconds(6);

  /**
   * Whether a process that was measured can be measured again. It starts only once, and keeps
   * memory for connections that it once had.
   */
  default boolean isRepeatable() {
    return switch (this) {
      case Steady _, Overload _ -> true;
      case Idle _, ColdStart _ -> false;
    };
  }

  /** What clients do, unless they do nothing. */
  default Optional<Load> clients() {
    return switch (this) {
      case Steady(Load load) -> Optional.of(load);
      case Overload(Load load, _) -> Optional.of(load);
      case ColdStart(Load load) -> Optional.of(load);
      case Idle _ -> Optional.empty();
    };
  }

  /** Whether some of its requests wait. */
  default boolean waits() {
    return clients().filter(Load::waits).isPresent();
  }

  /** About how long it takes. */
  default Duration duration(Timing timing) {
    Duration reading = Duration.ofMillis(250);
    return switch (this) {
      case Steady(Load load) -> load.timing(timing).total().plus(reading).plus(extra(load, timing));
      case Idle(int connections, _) -> Duration.ofMillis(900 + connections / 4L);
      case Overload overload ->
          overload
              .timing()
              .total()
              .plus(overload.load().after())
              .plus(reading)
              .plus(extra(overload.load(), timing));
      case ColdStart _ -> COLD_START.plusSeconds(1);
    };
  }

  private static Duration extra(Load load, Timing timing) {
    Duration connecting = Duration.ofMillis(load.connections() / 8L);
    return load.pace().isOfPeak()
        ? connecting.plus(timing.atLeast(PEAK).total().multipliedBy(PEAKS))
        : connecting;
  }
}
