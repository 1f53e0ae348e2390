package io.heddle.app.study.analysis;

import java.util.Arrays;
import java.util.Optional;

/** How many times the second sample the first one is: the {@link Shift} of the logarithms. */
public record Effect(double ratio, Interval interval) {
  /** Absent if a value is not positive, since ratios then mean nothing. */
  static Optional<Effect> of(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) return Optional.empty();
    if (Arrays.stream(first).anyMatch(v -> v <= 0) || Arrays.stream(second).anyMatch(v -> v <= 0)) {
      return Optional.empty();
    }
    Shift shift =
        Shift.of(
            Arrays.stream(first).map(Math::log).toArray(),
            Arrays.stream(second).map(Math::log).toArray());
    Interval interval = shift.interval();
    return Optional.of(
        new Effect(
            Math.exp(shift.value()),
            new Interval(
                Math.exp(interval.low()), Math.exp(interval.high()), interval.confidence())));
  }

  /** The same seen from the other side. */
  Effect inverse() {
    return new Effect(
        1 / ratio, new Interval(1 / interval.high(), 1 / interval.low(), interval.confidence()));
  }
}
