package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How long after a surge clients still feel it: until the median latency of the requests that start
 * in a slice is at most twice that before the surge, in several slices in a row. A server that has
 * not recovered when the load ends counts as one that recovers then, since a cell without the
 * figure would make it look better.
 *
 * @param sliceSeconds the length of a slice
 * @param before how many slices there are before the surge
 * @param length how many slices the surge has
 */
record Recovery(double sliceSeconds, int before, int length) {
  /** How many slices before the surge show how fast the server is then. */
  private static final int CALM = 10;

  private static final double FACTOR = 2;

  /** Shorter delays are never called slow. */
  private static final double FLOOR_NANOS = 2_000_000;

  /** A single slice may be fast by chance. */
  private static final int IN_A_ROW = 3;

  /** The time in seconds; empty if the server was too slow even before the surge. */
  OptionalDouble seconds(List<LoadResult.Slice> slices) {
    double calm = calm(slices);
    if (Double.isInfinite(calm)) {
      return OptionalDouble.empty();
    }
    double slow = Math.max(FLOOR_NANOS, FACTOR * calm);
    int end = before + length;
    int fast = 0;
    for (int i = end; i < slices.size(); i++) {
      fast = nanos(slices.get(i).medianNanos()) <= slow ? fast + 1 : 0;
      if (fast == IN_A_ROW) {
        int first = i - IN_A_ROW + 1;
        return OptionalDouble.of((first + 1 - end) * sliceSeconds);
      }
    }
    return OptionalDouble.of((slices.size() - end) * sliceSeconds);
  }

  /** The usual median latency before the surge. */
  private double calm(List<LoadResult.Slice> slices) {
    double[] medians =
        slices.subList(Math.max(0, before - CALM), before).stream()
            .mapToDouble(slice -> nanos(slice.medianNanos()))
            .sorted()
            .toArray();
    return medians.length == 0 ? Double.POSITIVE_INFINITY : medians[medians.length / 2];
  }

  private static double nanos(@Nullable Long median) {
    return median == null ? Double.POSITIVE_INFINITY : median;
  }
}
