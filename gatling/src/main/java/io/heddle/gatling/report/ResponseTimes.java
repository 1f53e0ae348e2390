package io.heddle.gatling.report;

import org.HdrHistogram.Histogram;

/**
 * How many requests of one kind there were, how many failed and how long they took. Failed ones
 * count among the times, as in Gatling's own percentiles.
 */
final class ResponseTimes {
  /** Three digits are right, which is every millisecond up to two seconds. */
  private final Histogram histogram = new Histogram(3);

  private long failed;
  private long sumMillis;
  private long maxMillis;

  ResponseTimes() {}

  void add(Entry.Request request) {
    int millis = request.tookMillis();
    histogram.recordValue(millis);
    sumMillis += millis;
    maxMillis = Math.max(maxMillis, millis);
    if (!request.ok()) {
      failed++;
    }
  }

  long count() {
    return histogram.getTotalCount();
  }

  long failed() {
    return failed;
  }

  /** The mean, and 0 where there is nothing. */
  double meanMillis() {
    return count() == 0 ? 0 : (double) sumMillis / count();
  }

  /** The time that this share of the requests, in percent, did not exceed. */
  long percentileMillis(double percent) {
    return Math.min(maxMillis, histogram.getValueAtPercentile(percent));
  }

  long maxMillis() {
    return maxMillis;
  }
}
