package io.heddle.gatling.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The same figure of several rounds: the median, the smallest and the largest. All are NaN if a
 * round does not have the figure.
 */
record Spread(double low, double median, double high, int count) {
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted); // NaN is the largest
    int last = sorted.length - 1;
    if (Double.isNaN(sorted[last])) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, sorted.length);
    }
    double median = (sorted[last / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(sorted[0], median, sorted[last], sorted.length);
  }

  /** The median, and the range in brackets if there is one. */
  String text(DoubleFunction<String> format) {
    if (Double.isNaN(median)) {
      return "-";
    }
    String middle = format.apply(median);
    String range = "[%s, %s]".formatted(format.apply(low), format.apply(high));
    boolean isOne = count == 1 || range.equals("[%s, %s]".formatted(middle, middle));
    return isOne ? middle : middle + " " + range;
  }

  /** The same if each value may be wrong by up to this much. */
  private Spread widened(double error) {
    return new Spread(low - error, median, high + error, count);
  }

  /**
   * How many times another figure this one is. The range has the ratios of all pairs of rounds, so
   * it contains 1 exactly if the spreads overlap.
   *
   * @param error how much each value may be wrong
   * @return nothing if a value is not positive or not known, since ratios then mean nothing
   */
  Optional<Ratio> over(Spread other, double error) {
    Spread above = widened(error);
    Spread below = other.widened(error);
    if (!(above.low > 0 && below.low > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Ratio(
            above.low / below.high,
            median / other.median,
            above.high / below.low,
            Math.min(count, other.count)));
  }
}
