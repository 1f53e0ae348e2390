package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the better of two variants changes along a curve.
 *
 * @param before the better one at smaller x
 * @param after the better one at larger x
 * @param x where the medians cross, by interpolation
 * @param interval of the crossings of the rounds; an end is infinite where rounds do not cross
 *     within the curve
 */
public record Crossing(Curve curve, Variant before, Variant after, double x, Interval interval) {
  /**
   * The crossing of two variants. Absent unless the medians cross exactly once, and each variant is
   * shown to be better somewhere on its side.
   */
  static Optional<Crossing> of(Curve curve, Variant one, Variant other) {
    double[] lead = lead(curve, curve.medians(one), curve.medians(other));
    List<Double> crossings = crossings(curve, lead);
    if (crossings.size() != 1) return Optional.empty();
    boolean oneIsFirst = lead[0] > 0;
    Variant before = oneIsFirst ? one : other;
    Variant after = oneIsFirst ? other : one;
    double x = crossings.getFirst();
    if (!isShown(curve, before, after, x, true) || !isShown(curve, after, before, x, false)) {
      return Optional.empty();
    }
    double[] byRound =
        curve.completeRounds(one, other).stream()
            .mapToDouble(round -> inRound(curve, before, after, round, x))
            .toArray();
    if (byRound.length == 0) return Optional.empty();
    return Optional.of(new Crossing(curve, before, after, x, Median.interval(byRound)));
  }

  /** Whether no variant is shown to be better than these two at the points next to the crossing. */
  boolean isOfTheBest() {
    Answer left =
        curve.answers().stream()
            .filter(answer -> answer.question().point().x() <= x)
            .reduce((_, later) -> later)
            .orElseThrow();
    Answer right =
        curve.answers().stream()
            .filter(answer -> answer.question().point().x() > x)
            .findFirst()
            .orElseThrow();
    return left.best().contains(before) && right.best().contains(after);
  }

  private static boolean isShown(
      Curve curve, Variant better, Variant worse, double x, boolean isLeft) {
    return curve.answers().stream()
        .filter(answer -> (answer.question().point().x() < x) == isLeft)
        .flatMap(answer -> answer.comparison(better, worse).stream())
        .anyMatch(Comparison::firstIsBetter);
  }

  /** The crossing of a round that is nearest to that of the medians, or the end it is beyond. */
  private static double inRound(Curve curve, Variant before, Variant after, int round, double x) {
    double[] lead = lead(curve, curve.round(before, round), curve.round(after, round));
    return crossings(curve, lead).stream()
        .min((a, b) -> Double.compare(Math.abs(a - x), Math.abs(b - x)))
        .orElse(lead[0] > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
  }

  /** How far the first is ahead at each point: a logarithm where both are positive. */
  private static double[] lead(Curve curve, double[] first, double[] second) {
    double[] lead = new double[first.length];
    for (int i = 0; i < lead.length; i++) {
      double ahead =
          first[i] > 0 && second[i] > 0 ? Math.log(first[i] / second[i]) : first[i] - second[i];
      lead[i] =
          switch (curve.figure().better()) {
            case HIGHER -> ahead;
            case LOWER -> -ahead;
          };
    }
    return lead;
  }

  private static List<Double> crossings(Curve curve, double[] lead) {
    List<Double> crossings = new ArrayList<>();
    for (int i = 0; i + 1 < lead.length; i++) {
      if (lead[i] > 0 != lead[i + 1] > 0) {
        crossings.add(curve.between(i, lead[i] / (lead[i] - lead[i + 1])));
      }
    }
    return crossings;
  }
}
