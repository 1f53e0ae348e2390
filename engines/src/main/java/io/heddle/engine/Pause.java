package io.heddle.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets others run now and then while a virtual thread is busy for long. Their scheduler takes a
 * carrier from no thread, and JDK 25 prefers a thread that has yielded to those that have just
 * become ready. So the thread parks for as short a time as possible.
 *
 * <p>With more busy threads than carriers, that is not enough. A carrier stays with one queue of
 * the scheduler until that queue is empty. Busy threads return to their queue before then, so it
 * never is, and threads in the other queues wait for up to seconds. So while carriers are scarce,
 * all busy threads also pause at the same times by the clock, and the carriers run everything else.
 * The busy threads lose up to a quarter of their time to that.
 *
 * <p>A pause belongs to the thread that uses the connection.
 */
public final class Pause {
  /** A thread that has run for so long parks. */
  private static final long MAX_RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** If the shortest pause takes longer than this, the thread has waited for a carrier. */
  private static final long LATE_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

  /** How long carriers count as scarce after that. */
  static final long SCARCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** All busy threads pause at the start of each such period. */
  static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /**
   * The length of that pause. It is long because each thread looks at the clock only now and then.
   */
  static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** When a thread last had to wait for a carrier: one for the JVM, like the scheduler. */
  private static volatile long scarceNanos = System.nanoTime() - SCARCE_NANOS;

  private long endedNanos;

  /** No moment yet. */
  public Pause() {}

  /** Pauses if the last pause was long ago, or if all busy threads pause now. */
  public void ifDue() {
    if (!Thread.currentThread().isVirtual()) {
      return;
    }
    long now = System.nanoTime();
    boolean isGap = gapNanos(now, scarceNanos) > 0;
    if (!isGap && now - endedNanos <= MAX_RUN_NANOS) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // such a thread would not park
    if (isGap) {
      awaitEndOfGap();
    } else {
      awaitTurn();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    endedNanos = System.nanoTime();
  }

  /** Pauses for as short a time as possible, and notices if carriers are scarce. */
  private static void awaitTurn() {
    long began = System.nanoTime();
    LockSupport.parkNanos(1);
    long ended = System.nanoTime();
    if (ended - began > LATE_NANOS) {
      scarceNanos = ended;
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
