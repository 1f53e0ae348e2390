package io.heddle.engine.epoll;

import java.util.concurrent.atomic.AtomicLong;

/** How busy a loop has been since it began. Its thread counts; any thread may read. */
public final class LoopLoad {
  private static final long WAITING = 0;

  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();

  /** When the turn began that is going on. */
  private final AtomicLong wokenNanos = new AtomicLong(WAITING);

  private final AtomicLong reportedNanos = new AtomicLong();

  LoopLoad() {}

  /** Begins a turn, unless it has begun. */
  void wake() {
    if (wokenNanos.getPlain() == WAITING) {
      wokenNanos.setRelease(Math.max(1, System.nanoTime()));
    }
  }

  /** Ends a turn in which so many sockets were ready. */
  void turned(int ready, long nowNanos) {
    add(wakeUps, 1);
    add(events, ready);
    long nanos = nowNanos - wokenNanos.getPlain();
    // in this order, so that whoever reads meanwhile counts no turn twice
    wokenNanos.setRelease(WAITING);
    add(busyNanos, nanos);
  }

  /** There is one writer, so this needs no atomic operation. */
  private static void add(AtomicLong total, long more) {
    total.setRelease(total.getPlain() + more);
  }

  /** How many times the selector woke, be it for sockets, for tasks or to look at the clock. */
  public long wakeUps() {
    return wakeUps.get();
  }

  /** How many sockets it found ready, over all times. */
  public long events() {
    return events.get();
  }

  /** How long the loop was not waiting, in nanoseconds, with the turn that is going on. */
  public long busyNanos() {
    long total = busyNanos.get();
    long woken = wokenNanos.get();
    long current = woken == WAITING ? 0 : System.nanoTime() - woken;
    // between two turns a little may be missing, but what only grows must not fall
    return reportedNanos.accumulateAndGet(total + current, Math::max);
  }
}
