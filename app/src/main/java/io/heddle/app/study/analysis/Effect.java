package io.heddle.app.study.analysis;

import java.util.Arrays;
import java.util.Optional;

/**
 * How many times the second sample the first one is: the Hodges-Lehmann estimate, which is the
 * median of the ratios of all pairs. Its interval has every ratio that the exact rank test does not
 * reject (on logarithms, where a ratio is a shift), so interval and test never contradict each
 * other.
 */
public record Effect(double ratio, Interval interval) {
  /** Absent if a value is not positive, since ratios then mean nothing. */
  static Optional<Effect> of(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) return Optional.empty();
    if (Arrays.stream(first).anyMatch(v -> v <= 0) || Arrays.stream(second).anyMatch(v -> v <= 0)) {
      return Optional.empty();
    }
    double[] shifts = new double[first.length * second.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = Math.log(first[i / second.length]) - Math.log(second[i % second.length]);
    }
    Arrays.sort(shifts);
    int outside = Math.max(0, RankSum.pairsOutside(first.length, second.length, Interval.WANTED));
    double confidence = 1 - 2 * RankSum.tail(first.length, second.length, outside);
    return Optional.of(
        new Effect(
            Math.exp(Median.of(shifts)),
            new Interval(
                Math.exp(shifts[outside]),
                Math.exp(shifts[shifts.length - 1 - outside]),
                Math.max(0, confidence))));
  }

  /** The same seen from the other side. */
  Effect inverse() {
    return new Effect(
        1 / ratio, new Interval(1 / interval.high(), 1 / interval.low(), interval.confidence()));
  }
}
