package io.heddle.gatling.compare;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What one way to look at a load shows: a column of the table. */
record View(String name, double perSecond, String mean, String p50, String p99) {
  /**
   * What a generator has recorded.
   *
   * @param unitMillis the unit of the histogram's values
   */
  static View of(String name, double perSecond, Histogram times, double unitMillis) {
    double finest = unitMillis < 1 ? 0 : 1;
    return new View(
        name,
        perSecond,
        millis(times.getMean() * unitMillis, 0),
        millis(times.getValueAtPercentile(50) * unitMillis, finest),
        millis(times.getValueAtPercentile(99) * unitMillis, finest));
  }

  /** What the server's metrics show. */
  static View of(String name, double seconds, ServerTimes times) {
    return new View(
        name,
        times.count() / seconds,
        millis(times.meanMillis(), 0),
        millis(times.quantileMillis(0.5), times.finestMillis()),
        millis(times.quantileMillis(0.99), times.finestMillis()));
  }

  private static String millis(double value, double finest) {
    if (value < finest) {
      return String.format(Locale.ROOT, "< %.1f", finest);
    }
    return String.format(Locale.ROOT, finest == 1 ? "%.0f" : "%.2f", value);
  }
}
