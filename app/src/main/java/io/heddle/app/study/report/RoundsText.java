package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Reach;

/** What a number of rounds can and cannot show, as sentences. */
final class RoundsText {
  private RoundsText() {}

  static String of(Reach reach) {
    if (reach.comparisons() == 0) return "There is nothing to compare.";
    String smallest =
        "With %s, the exact rank test can give p = %s at best."
            .formatted(Count.of(reach.rounds(), "round"), Quantity.p(reach.smallestP()));
    if (reach.smallestP() > Comparison.LEVEL) {
      return smallest
          + " So nothing can be significant here, and the intervals are ranges only: "
          + reach.roundsNeeded()
          + " rounds are needed.";
    }
    if (!reach.canShow()) {
      return smallest
          + " The %d comparisons of a question are corrected for together, so none of them can be significant: %d rounds are needed."
              .formatted(reach.comparisons(), reach.roundsNeeded());
    }
    if (reach.comparisons() == 1) {
      return smallest + " That is enough, as a question has only one comparison.";
    }
    return smallest
        + " That is enough for the %d comparisons of one question, which are corrected for together."
            .formatted(reach.comparisons());
  }

  /** About the correction over everything in a report. */
  static String overall(Reach reach) {
    if (reach.comparisons() == 0) return "";
    return reach.canShow()
        ? "Differences that hold even after a correction over all comparisons of the report (%,d) are marked with two asterisks."
            .formatted(reach.comparisons())
        : "No difference can hold after a correction over all comparisons of the report (%,d): that needs %d rounds. So if no variant differed from any other, about one question in twenty would still show a difference."
            .formatted(reach.comparisons(), reach.roundsNeeded());
  }
}
