package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Better;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a curve of throughput stops rising: between which points it reaches 95 % of its peak. What
 * it does between them was not measured.
 *
 * @param above in all rounds, it is reached above this x; infinite if one has it at the first point
 * @param by in all rounds, it is reached at this x or below; infinite if one still rises at the end
 * @param x the first point that reaches it, by the medians
 * @param throughput the median at this point
 */
public record Knee(
    Curve curve, Variant variant, double above, double by, double x, double throughput) {
  private static final double ENOUGH = 0.95;

  /** The unit of a load that is a share of the server's own peak: throughput just follows it. */
  private static final String OF_PEAK = "%";

  /**
   * Absent if the figure is no throughput, or if the curve never rises, or still does at its end.
   */
  static Optional<Knee> of(Curve curve, Variant variant) {
    if (curve.figure().unit() != Unit.PER_SECOND
        || curve.figure().better() != Better.HIGHER
        || curve.workload().xUnit().equals(OF_PEAK)) {
      return Optional.empty();
    }
    double[] medians = curve.medians(variant);
    int index = first(medians);
    if (index < 1 || index == medians.length - 1) return Optional.empty();
    List<Integer> indexes =
        Stream.concat(
                Stream.of(index),
                curve.completeRounds(variant).stream()
                    .map(round -> first(curve.round(variant, round))))
            .sorted()
            .toList();
    double[] x = curve.x();
    int first = indexes.getFirst();
    int last = indexes.getLast();
    double above = first == 0 ? Double.NEGATIVE_INFINITY : x[first - 1];
    double by = last == x.length - 1 ? Double.POSITIVE_INFINITY : x[last];
    return Optional.of(new Knee(curve, variant, above, by, x[index], medians[index]));
  }

  /** The first value that is most of the largest; -1 if a value is missing. */
  private static int first(double[] y) {
    double enough = ENOUGH * Arrays.stream(y).max().orElseThrow();
    for (int i = 0; i < y.length && !Double.isNaN(enough); i++) {
      if (y[i] >= enough) return i;
    }
    return -1;
  }
}
