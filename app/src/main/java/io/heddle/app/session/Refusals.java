package io.heddle.app.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The log of commands that another server refuses: a line a minute at most, because there may be as
 * many refusals as requests. Thread-safe.
 */
final class Refusals {
  private static final Logger LOG = System.getLogger(Refusals.class.getName());
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final String what;
  private final LongSupplier nanoTime;

  /** When the next line may be written. */
  private final AtomicLong nextNanos;

  /**
   * No refusals yet.
   *
   * @param what names the server in the log
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Refusals(String what, LongSupplier nanoTime) {
    this.what = what;
    this.nanoTime = nanoTime;
    this.nextNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /** The server has refused a command. */
  void refused(String reason) {
    long now = nanoTime.getAsLong();
    long next = nextNanos.get();
    if (now - next >= 0 && nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
      LOG.log(
          Level.WARNING, "{0} refuses a command: {1}; requests that need it get 503", what, reason);
    }
  }
}
