package io.heddle.app.study.analysis;

import java.util.Arrays;

/**
 * How far the first sample is above the second one: the Hodges-Lehmann estimate, which is the
 * median of the differences of all pairs. Its interval has every shift that the exact rank test
 * does not reject, so interval and test never contradict each other.
 */
public record Shift(double value, Interval interval) {
  /** Of two samples that are not empty. */
  static Shift of(double[] first, double[] second) {
    double[] shifts = new double[first.length * second.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = first[i / second.length] - second[i % second.length];
    }
    Arrays.sort(shifts);
    int outside = Math.max(0, RankSum.pairsOutside(first.length, second.length, Interval.WANTED));
    double confidence = 1 - 2 * RankSum.tail(first.length, second.length, outside);
    return new Shift(
        Median.of(shifts),
        new Interval(
            shifts[outside], shifts[shifts.length - 1 - outside], Math.max(0, confidence)));
  }
}
