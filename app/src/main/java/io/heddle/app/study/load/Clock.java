package io.heddle.app.study.load;

/**
 * A job's clock, in nanoseconds since the load began; negative while the clients still connect. Any
 * thread may read it.
 */
final class Clock {
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private volatile long origin = System.nanoTime() + DAY_NANOS;

  /** Lets the load begin in this many nanoseconds. */
  void start(long delayNanos) {
    origin = System.nanoTime() + delayNanos;
  }

  long nanos() {
    return System.nanoTime() - origin;
  }
}
