package io.heddle.app.study.analysis;

import java.util.Arrays;

/**
 * The median with an interval from order statistics: how many of n values are below the true median
 * is binomial with probability 1/2, whatever their distribution. So the interval is exact, and a
 * bootstrap, which covers too little with so few values, is not needed. Five values or fewer have
 * no interval of 95 %: theirs is the range, with its true confidence, such as 93.75 % for five.
 */
public final class Median {
  private Median() {}

  /** The middle value, or the mean of the middle two. */
  public static double of(double... values) {
    if (values.length == 0) throw new IllegalArgumentException("a median needs a value");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length % 2 == 1 || sorted[middle - 1] == sorted[middle]) return sorted[middle];
    return (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The narrowest symmetric interval of at least 95 %, or else the range. */
  public static Interval interval(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double outside = Math.pow(2, 1 - n); // both tails of the k-th smallest and k-th largest, k = 1
    double probability = Math.pow(2, -n);
    int k = 1;
    while (k < (n + 1) / 2) {
      probability *= (double) (n - k + 1) / k;
      if (outside + 2 * probability > 1 - Interval.WANTED) break;
      outside += 2 * probability;
      k++;
    }
    return new Interval(sorted[k - 1], sorted[n - k], 1 - outside);
  }
}
