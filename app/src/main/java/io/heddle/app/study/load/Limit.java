package io.heddle.app.study.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The rules that tell when figures show the generator and not the server. */
final class Limit {
  /** In an open loop, a busier loop sends late and reads late. */
  private static final double MAX_BUSY_OPEN = 0.9;

  /** In a closed loop, a busier loop may be what determines the throughput. */
  private static final double MAX_BUSY_CLOSED = 0.95;

  /** The largest share of the latency that may be the generator's, both as 99th percentiles. */
  private static final double MAX_LATENESS = 0.25;

  /** Less than this is never a reason to reject a measurement, however fast the server is. */
  private static final double MIN_LATE_MICROS = 250;

  /** With fewer responses per connection, a closed loop shows how it started. */
  private static final int MIN_TURNS = 3;

  private static final double PERCENTILE = 99;

  private Limit() {}

  /**
   * The first rule that is broken, with figures and a remedy; null if none is.
   *
   * @param open how many connections were open when the load began
   * @param notConnected why the others were not
   */
  static @Nullable String of(
      Job job, int open, @Nullable Exception notConnected, double busyShare, Tally tally) {
    if (open < job.connections()) {
      return "only %d of %d connections could be opened: %s"
          .formatted(
              open,
              job.connections(),
              notConnected == null ? "the others took too long" : notConnected);
    }
    double maxBusy = job.isOpen() ? MAX_BUSY_OPEN : MAX_BUSY_CLOSED;
    if (busyShare > maxBusy) {
      return String.format(
          Locale.ROOT,
          "the generator was busy %.0f %% of the time, more than %.0f %%: give it more threads",
          busyShare * 100,
          maxBusy * 100);
    }
    long turns = tally.latency().getTotalCount() / job.connections();
    if (!job.isOpen() && turns < MIN_TURNS) {
      return "each connection had %d responses while it was measured, fewer than %d: measure longer, or with fewer connections"
          .formatted(turns, MIN_TURNS);
    }
    double late = micros(tally.lateness());
    double latency = micros(tally.latency());
    if (late > Math.max(MIN_LATE_MICROS, MAX_LATENESS * latency)) {
      return String.format(
          Locale.ROOT,
          "the generator sent up to %.0f us late (p99), more than %.0f %% of the latency of %.0f us:"
              + " give it a processor of its own, or a lower rate",
          late,
          MAX_LATENESS * 100,
          latency);
    }
    return null;
  }

  private static double micros(Histogram histogram) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(PERCENTILE) / 1000.0;
  }
}
