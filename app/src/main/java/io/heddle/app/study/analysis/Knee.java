package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Better;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a curve of throughput stops rising: the smallest x with 95 % of its peak.
 *
 * @param throughput at the knee
 * @param interval of the knees of the rounds; its end is infinite where rounds still rise at the
 *     end
 */
public record Knee(Curve curve, Variant variant, double x, double throughput, Interval interval) {
  private static final double ENOUGH = 0.95;

  /**
   * Absent if the figure is no throughput, or if the curve never rises, or still does at its end.
   */
  static Optional<Knee> of(Curve curve, Variant variant) {
    if (curve.figure().unit() != Unit.PER_SECOND || curve.figure().better() != Better.HIGHER) {
      return Optional.empty();
    }
    double[] medians = curve.medians(variant);
    double x = place(curve, medians);
    double[] byRound =
        curve.completeRounds(variant).stream()
            .mapToDouble(round -> place(curve, curve.round(variant, round)))
            .filter(place -> !Double.isNaN(place))
            .toArray();
    if (!Double.isFinite(x) || byRound.length == 0) return Optional.empty();
    double throughput = ENOUGH * Arrays.stream(medians).max().orElseThrow();
    return Optional.of(new Knee(curve, variant, x, throughput, Median.interval(byRound)));
  }

  /** Infinite if the curve still rises where it ends, NaN if it does not rise. */
  private static double place(Curve curve, double[] y) {
    double enough = ENOUGH * Arrays.stream(y).max().orElseThrow();
    if (Double.isNaN(enough)) return Double.NaN;
    for (int i = 0; i < y.length; i++) {
      if (y[i] >= enough) {
        if (i == y.length - 1) return Double.POSITIVE_INFINITY;
        if (i == 0) return Double.NaN;
        return curve.between(i - 1, (enough - y[i - 1]) / (y[i] - y[i - 1]));
      }
    }
    throw new IllegalStateException("no value reaches a share of the largest");
  }
}
