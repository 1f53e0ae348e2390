package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Reach;

/** What a number of rounds can and cannot show, as sentences. */
final class RoundsText {
  private RoundsText() {}

  static String of(Reach reach) {
    if (reach.comparisons() == 0) return "There is nothing to compare.";
    String smallest =
        "With %s, the smallest p that the exact rank test can give is %s."
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

  /** About the correction over the verdicts of a report. */
  static String overall(Reach reach) {
    if (reach.comparisons() == 0) return "";
    String scope =
        "p is corrected for each question on its own. The verdicts are more than one question: the main figures have %s."
            .formatted(Count.of(reach.comparisons(), "comparison"));
    return reach.canShow()
        ? scope
            + " Verdicts with %s do not hold after Holm's correction over all of these; the others do."
                .formatted(Claim.MARK)
        : scope
            + " No verdict can hold after Holm's correction over all of these, which needs %d rounds, so each has a %s: if no variant differed from any other, up to one question in twenty would still show a difference."
                .formatted(reach.roundsNeeded(), Claim.MARK);
  }
}
