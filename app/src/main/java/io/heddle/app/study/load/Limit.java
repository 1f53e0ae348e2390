package io.heddle.app.study.load;

import java.net.BindException;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Why figures do not count.
 *
 * @param side whether it is the generator, so that the figures may not show the server, or the
 *     server, which does not take the load
 * @param reason with figures and a remedy
 */
record Limit(Side side, String reason) {
  /** Which process is the reason. */
  enum Side {
    GENERATOR,
    SERVER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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

  /** What the system says if a process may open no more sockets. */
  private static final String NO_DESCRIPTORS = "Too many open files";

  /**
   * The first rule that is broken; null if none is.
   *
   * @param open how many connections were open when the load began
   * @param notConnected why the others were not
   */
  static @Nullable Limit of(
      Job job, int open, @Nullable Exception notConnected, double busyShare, Tally tally) {
    if (open < job.connections()) {
      return new Limit(
          hasNoSockets(notConnected) ? Side.GENERATOR : Side.SERVER,
          "only %d of %d connections could be opened: %s"
              .formatted(
                  open,
                  job.connections(),
                  notConnected == null ? "the others took too long" : notConnected));
    }
    double maxBusy = job.isOpen() ? MAX_BUSY_OPEN : MAX_BUSY_CLOSED;
    if (busyShare > maxBusy) {
      return new Limit(
          Side.GENERATOR,
          String.format(
              Locale.ROOT,
              "the generator was busy %.0f %% of the time, more than %.0f %%: give it more threads",
              busyShare * 100,
              maxBusy * 100));
    }
    long turns = tally.latency().getTotalCount() / job.connections();
    if (!job.isOpen() && turns < MIN_TURNS) {
      return new Limit(
          Side.SERVER,
          "each connection had %d responses while it was measured, fewer than %d: measure longer, or with fewer connections"
              .formatted(turns, MIN_TURNS));
    }
    double late = micros(tally.lateness());
    double latency = micros(tally.latency());
    if (late > Math.max(MIN_LATE_MICROS, MAX_LATENESS * latency)) {
      return new Limit(
          Side.GENERATOR,
          String.format(
              Locale.ROOT,
              "the generator sent up to %.0f us late (p99), more than %.0f %% of the latency of %.0f us:"
                  + " give it a processor of its own, or a lower rate",
              late,
              MAX_LATENESS * 100,
              latency));
    }
    return null;
  }

  /** Whether this machine has no more ports or descriptors for clients. */
  static boolean hasNoSockets(@Nullable Exception reason) {
    return reason instanceof BindException
        || (reason != null && String.valueOf(reason.getMessage()).startsWith(NO_DESCRIPTORS));
  }

  private static double micros(Histogram histogram) {
    return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(PERCENTILE) / 1000.0;
  }
}
