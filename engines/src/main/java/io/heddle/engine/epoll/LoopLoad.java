package io.heddle.engine.epoll;

import java.util.concurrent.atomic.AtomicLong;

/** How busy a loop has been since it began. Its thread counts; any thread may read. */
public final class LoopLoad {
  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();

  LoopLoad() {}

  /** Counts a turn: so many sockets were ready, and serving them took so long. */
  void turned(int ready, long nanos) {
    add(wakeUps, 1);
    add(events, ready);
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

  /** How long the loop was not waiting, in nanoseconds. */
  public long busyNanos() {
    return busyNanos.get();
  }
}
