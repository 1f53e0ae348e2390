package io.heddle.app.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether another server is out of reach. While it is, one request in a while tries it, and all
 * others fail at once instead of waiting too. The begin and the end are logged once. Thread-safe.
 */
final class Outage {
  private static final Logger LOG = System.getLogger(Outage.class.getName());
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

  /** When the next request may try. */
  private record Down(long untilNanos) {}

  private final String what;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Down> down = new AtomicReference<>();

  /**
   * A server that is taken to be in reach.
   *
   * @param what names it in the log
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Outage(String what, LongSupplier nanoTime) {
    this.what = what;
    this.nanoTime = nanoTime;
  }

  /** Whether this request may try. */
  boolean mayTry() {
    Down current = down.get();
    if (current == null) {
      return true;
    }
    long now = nanoTime.getAsLong();
    return now - current.untilNanos >= 0
        && down.compareAndSet(current, new Down(now + PAUSE_NANOS));
  }

  /** A try has failed. */
  void failed(String reason) {
    if (down.getAndSet(new Down(nanoTime.getAsLong() + PAUSE_NANOS)) == null) {
      LOG.log(Level.WARNING, "cannot use {0}: {1}; requests that need it get 503", what, reason);
    }
  }

  /** A try has succeeded. */
  void succeeded() {
    if (down.get() != null && down.getAndSet(null) != null) {
      LOG.log(Level.INFO, "{0} can be used again", what);
    }
  }
}
