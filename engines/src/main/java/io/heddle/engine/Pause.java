package io.heddle.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The moments in which a virtual thread that is busy for long lets others run. Their scheduler
 * takes a carrier from no thread, and JDK 25 prefers a thread that has yielded to those that have
 * just become ready. So the thread parks for as short a time as possible.
 *
 * <p>With more such threads than carriers, that is not enough. A carrier runs what is in one of the
 * scheduler's queues until it is empty, and the busy threads come back to theirs before it is.
 * Threads in the other queues then wait for up to seconds. So while carriers are scarce, all busy
 * threads also pause at the same times by the clock, and the carriers run everything else.
 *
 * <p>A pause belongs to the thread that uses the connection.
 */
public final class Pause {
  /** A thread that has run for so long parks. */
  private static final long MAX_RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** A thread that comes back from the shortest pause so late had to wait for a carrier. */
  private static final long LATE_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  /** For how long carriers are taken to be scarce after that. */
  static final long SCARCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** All busy threads pause at the start of each such period. */
  static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** They pause for so long, as each looks at the clock only now and then. */
  static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** When a thread last had to wait for a carrier; of the whole JVM, as the scheduler is. */
  private static volatile long scarceNanos = System.nanoTime() - SCARCE_NANOS;

  private long endedNanos;

  /** No moment yet. */
  public Pause() {}

  /** Pauses if the last time is long ago, or all do. */
  public void ifDue() {
    if (!Thread.currentThread().isVirtual()) {
      return;
    }
    long now = System.nanoTime();
    if (gapNanos(now, scarceNanos) > 0) {
      awaitEndOfGap();
      endedNanos = System.nanoTime();
    } else if (now - endedNanos > MAX_RUN_NANOS) {
      LockSupport.parkNanos(1);
      endedNanos = System.nanoTime();
      if (endedNanos - now > LATE_NANOS) {
        scarceNanos = endedNanos;
      }
    }
  }

  private static void awaitEndOfGap() {
    long left = gapNanos(System.nanoTime(), scarceNanos);
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = gapNanos(System.nanoTime(), scarceNanos);
    }
  }

  /**
   * How much is left of the time in which all busy threads pause; not positive outside of it.
   *
   * @param scarce when a thread last had to wait for a carrier
   */
  static long gapNanos(long now, long scarce) {
    return now - scarce < SCARCE_NANOS ? GAP_NANOS - Math.floorMod(now, PERIOD_NANOS) : 0;
  }
}
