package io.heddle.gatling.report;

import org.HdrHistogram.Histogram;

/**
 * The number of requests of one kind, of failed ones, and their response times. The times include
 * those of failed requests, as in Gatling's own percentiles.
 */
final class ResponseTimes {
  /** Three significant digits: exact to the millisecond up to two seconds. */
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

  /** The mean; 0 if there are no requests. */
  double meanMillis() {
    return count() == 0 ? 0 : (double) sumMillis / count();
  }

  /** The time that this percentage of the requests did not exceed. */
  long percentileMillis(double percent) {
    return Math.min(maxMillis, histogram.getValueAtPercentile(percent));
  }

  long maxMillis() {
    return maxMillis;
  }
}
