package io.heddle.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections are open, and whether that is too many. Any thread may use it. */
public final class ConnectionCount {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  /** A count of none, with room for so many. */
  public ConnectionCount(int most) {
    this.most = most;
  }

  /** Counts one that has been opened; whether it is within the limit. */
  public boolean enter() {
    return open.incrementAndGet() <= most;
  }

  /** Counts one that has been closed. */
  public void leave() {
    if (open.decrementAndGet() == 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Whether there are none, waiting at most so long for that. */
  public synchronized boolean awaitNone(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (open.get() > 0) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
