package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;

/**
 * That one variant is shown to be better than another, and by how much.
 *
 * @param mark {@link #MARK} if it does not hold after the correction over all main figures
 */
record Claim(String ratio, String interval, String loser, String mark) {
  /** Follows claims that would not hold if all verdicts were one question. */
  static final String MARK = "†";

  static Claim of(Comparison comparison) {
    String loser = comparison.second().variant().title();
    String mark = mark(comparison);
    if (comparison.effect().isEmpty()) {
      String values = value(comparison, true) + " against " + value(comparison, false);
      return new Claim(values, "", loser, mark);
    }
    Effect effect = comparison.effect().get();
    return new Claim(
        Quantity.ratio(effect.ratio()),
        Quantity.interval(effect.ratio(), effect.interval()),
        loser,
        mark);
  }

  /** The mark of a comparison, or an empty text. */
  static String mark(Comparison comparison) {
    boolean isOfVerdict = comparison.isShown() && comparison.correctedOverMain().isPresent();
    return isOfVerdict && !comparison.holdsOverMain() ? MARK : "";
  }

  private static String value(Comparison comparison, boolean isFirst) {
    return Quantity.of(
        comparison.question().figure().unit(),
        (isFirst ? comparison.first() : comparison.second()).median());
  }

  String text() {
    return interval.isEmpty()
        ? ratio + mark + " on " + loser
        : ratio + " " + interval + mark + " that on " + loser;
  }
}
