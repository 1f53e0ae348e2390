package io.heddle.app.study.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction: among several tests, the chance that even one of them shows a difference where
 * there is none stays below the level.
 */
final class Holm {
  private Holm() {}

  /** The corrected p of each test, in the order of the tests. */
  static double[] correct(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = new double[p.length];
    double largest = 0;
    for (int i = 0; i < order.length; i++) {
      largest = Math.max(largest, Math.min(1, p[order[i]] * (p.length - i)));
      corrected[order[i]] = largest;
    }
    return corrected;
  }
}
