package io.heddle.app.study.load;

/** How long a client waits before it connects again: longer after each failure. */
final class Backoff {
  private static final long MIN_NANOS = 10_000_000;
  private static final long MAX_NANOS = 1_000_000_000;

  private long next = MIN_NANOS;

  long next() {
    long now = next;
    next = Math.min(next * 2, MAX_NANOS);
    return now;
  }

  void reset() {
    next = MIN_NANOS;
  }
}
