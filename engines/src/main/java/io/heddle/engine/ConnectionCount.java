package io.heddle.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many connections are open, and what becomes of one more. Those that are turned away are
 * counted apart: they take nobody's place, and nobody waits for them. Any thread may use it.
 */
public final class ConnectionCount {
  /** So many are told that there are too many, at a time. */
  private static final int MAX_TURNED_AWAY = 64;

  private final int max;
  private final EngineObserver observer;
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final AtomicLong serial = new AtomicLong();

  /** A count of none, with room for so many; the observer is told of each admission. */
  public ConnectionCount(int max, EngineObserver observer) {
    this.max = max;
    this.observer = observer;
  }

  /** A number that no other connection has, from 1. */
  public long nextSerial() {
    return serial.incrementAndGet();
  }

  /** How many are served. */
  public int served() {
    return served.get();
  }

  /** Counts one that has been accepted, unless it is to be dropped. */
  public Admission enter() {
    Admission admission = admit();
    observer.admitted(admission);
    return admission;
  }

  private Admission admit() {
    if (enter(served, max)) {
      return Admission.SERVED;
    }
    return enter(turnedAway, MAX_TURNED_AWAY) ? Admission.TURNED_AWAY : Admission.DROPPED;
  }

  private static boolean enter(AtomicInteger count, int most) {
    if (count.incrementAndGet() <= most) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }

  /** Counts one that has been closed. */
  public void leave(Admission admission) {
    switch (admission) {
      case SERVED -> {
        if (served.decrementAndGet() == 0) {
          synchronized (this) {
            notifyAll();
          }
        }
      }
      case TURNED_AWAY -> turnedAway.decrementAndGet();
      case DROPPED -> {}
    }
  }

  /** Whether none is served any more, waiting at most so long for that. */
  public synchronized boolean awaitNone(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (served.get() > 0) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
