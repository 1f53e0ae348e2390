package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;

/** That one variant is shown to be better than another, and by how much. */
record Claim(String ratio, String interval, String loser) {
  static Claim of(Comparison comparison) {
    String loser = comparison.second().variant().title();
    if (comparison.effect().isEmpty()) {
      return new Claim(value(comparison, true) + " against " + value(comparison, false), "", loser);
    }
    Effect effect = comparison.effect().get();
    return new Claim(
        Quantity.ratio(effect.ratio()),
        Quantity.interval(effect.ratio(), effect.interval()),
        loser);
  }

  private static String value(Comparison comparison, boolean isFirst) {
    return Quantity.of(
        comparison.question().figure().unit(),
        (isFirst ? comparison.first() : comparison.second()).median());
  }

  String text() {
    return interval.isEmpty()
        ? ratio + " on " + loser
        : ratio + " " + interval + " that on " + loser;
  }
}
