package io.heddle.gatling.report;

import java.util.Locale;

/**
 * How many times another figure one is: the ratio of the medians, and the range of the ratio.
 *
 * @param rounds how many rounds both have at least
 */
record Ratio(double low, double middle, double high, int rounds) {
  private static final String NONE = "no difference shown";

  /** Whether the range is above 1.00 or below it, as it is printed. */
  private boolean isDifferent() {
    return Math.round(low * 100) > 100 || Math.round(high * 100) < 100;
  }

  String text() {
    String ratio = String.format(Locale.ROOT, "%.2f", middle);
    if (!isDifferent()) {
      return NONE;
    }
    return rounds == 1 ? ratio : ratio + String.format(Locale.ROOT, " [%.2f, %.2f]", low, high);
  }
}
