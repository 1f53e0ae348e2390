package io.heddle.app.study.analysis;

/**
 * What a number of rounds can show at all.
 *
 * @param comparisons how many are corrected for together
 */
public record Reach(int rounds, int comparisons) {
  /** The p of two samples in which every value of one is above every value of the other. */
  public double smallestP() {
    return RankSum.smallestP(rounds, rounds);
  }

  /** Whether a comparison can be significant after the correction. */
  public boolean canShow() {
    return smallestP() * comparisons <= Comparison.LEVEL;
  }

  /** The smallest number of rounds that can. */
  public int roundsNeeded() {
    int needed = 1;
    while (!new Reach(needed, comparisons).canShow()) {
      needed++;
    }
    return needed;
  }
}
