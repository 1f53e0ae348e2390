package io.heddle.app.study.analysis;

/**
 * Where a value is, as far as the rounds tell.
 *
 * @param confidence the share of studies in which such an interval has the true value in it; below
 *     0.95 if there are too few rounds for more
 */
public record Interval(double low, double high, double confidence) {
  /** What every interval has if the rounds are enough for it. */
  public static final double WANTED = 0.95;

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether it is the range of the values, since there are too few for an interval of 95 %. */
  public boolean isRangeOnly() {
    return confidence < WANTED;
  }
}
