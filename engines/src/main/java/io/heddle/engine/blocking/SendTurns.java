package io.heddle.engine.blocking;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Turns of the virtual threads that send large parts of files. There are as many as carriers, so
 * the other senders wait here and not in the queues of the scheduler. Thread-safe.
 *
 * <p>The scheduler of JDK 25 runs what is in one of its queues until that is empty, and only then
 * looks at the others. With many senders, a queue is never empty, however often each of them yields
 * or parks, and threads that have just become ready in another queue wait for seconds. With a
 * sender per carrier, it is empty whenever that one parks. So now and then, a sender parks for as
 * short a time as possible, and a carrier runs everything that waits.
 */
final class SendTurns {
  /**
   * As much as one call sends. A thread that has less left soon reads its next request, and lets
   * others run before.
   */
  static final int MIN_BYTES = 128 << 10;

  /** How often some sender parks. */
  private static final long GAP_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int carriers;
  private final Semaphore free;
  private final AtomicLong latestGapNanos = new AtomicLong(System.nanoTime());
  private volatile boolean hasMoved = true;

  /** How many turns there are beyond the carriers. It belongs to the thread that adds them. */
  private int added;

  /** Turns for so many carriers; with none, nobody waits. */
  SendTurns(int carriers) {
    this.carriers = carriers;
    this.free = new Semaphore(carriers, true);
  }

  /** Whether a thread that sends so much needs a turn. */
  boolean isNeeded(long bytes) {
    return carriers > 0 && bytes >= MIN_BYTES;
  }

  /** Waits for a turn, which the thread gives back before it waits for its client. */
  void take() {
    free.acquireUninterruptibly();
    long latest = latestGapNanos.get();
    long now = System.nanoTime();
    if (now - latest > GAP_INTERVAL_NANOS && latestGapNanos.compareAndSet(latest, now)) {
      LockSupport.parkNanos(1);
    }
  }

  /** Gives a turn back. */
  void give() {
    hasMoved = true;
    free.release();
  }

  /**
   * Adds turns if all were taken by threads that cannot go on, as with a disk that does not answer.
   * Called regularly by one thread.
   */
  void relieve() {
    if (hasMoved) {
      while (added > 0 && free.tryAcquire()) {
        added--;
      }
    } else if (free.hasQueuedThreads()) {
      free.release(carriers);
      added += carriers;
    }
    hasMoved = false;
  }
}
