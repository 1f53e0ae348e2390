package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Reach;

/** What a number of rounds can and cannot show, as sentences. */
final class RoundsText {
  private RoundsText() {}

  static String of(Reach reach) {
    String smallest =
        "With %d rounds, the exact rank test can give p = %s at best."
            .formatted(reach.rounds(), Quantity.p(reach.smallestP()));
    if (reach.smallestP() > Comparison.LEVEL) {
      return smallest
          + " So nothing can be significant here, and the intervals are ranges only: 4 rounds are"
          + " needed to compare two variants, and "
          + reach.roundsNeeded()
          + " to compare all of them.";
    }
    if (!reach.canShow()) {
      return smallest
          + " The %d comparisons of a question are corrected for together, so none of them can be significant: %d rounds are needed."
              .formatted(reach.comparisons(), reach.roundsNeeded());
    }
    return smallest
        + " That is enough for the %d comparisons of one question, which are corrected for together."
            .formatted(reach.comparisons());
  }

  /** About the correction over everything in a report. */
  static String overall(Reach reach) {
    return reach.canShow()
        ? "Differences that hold even after a correction over all %,d comparisons of the report are marked with two asterisks."
            .formatted(reach.comparisons())
        : "No difference can hold after a correction over all %,d comparisons of the report: that needs %d rounds. So if no variant differed from any other, about one question in twenty would still show a difference."
            .formatted(reach.comparisons(), reach.roundsNeeded());
  }
}
