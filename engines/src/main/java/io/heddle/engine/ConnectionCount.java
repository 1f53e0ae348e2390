package io.heddle.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of open connections, and the decision whether to admit one more. Connections that are
 * turned away are counted separately: they take no slot, and a stop does not wait for them.
 * Thread-safe.
 */
public final class ConnectionCount {
  /** This many connections can be turned away with a 503 at a time. */
  private static final int MAX_TURNED_AWAY = 64;

  private final int max;
  private final EngineObserver observer;
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final AtomicLong serial = new AtomicLong();

  /**
   * A count of zero with this limit.
   *
   * @param observer is notified of each admission
   */
  public ConnectionCount(int max, EngineObserver observer) {
    this.max = max;
    this.observer = observer;
  }

  /** A number that no other connection has, from 1. */
  public long nextSerial() {
    return serial.incrementAndGet();
  }

  /** How many connections are served. */
  public int served() {
    return served.get();
  }

  /** Counts an accepted connection, unless it must be dropped. */
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

  /** Counts a closed connection. */
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

  /** Waits until no connection is served, at most this long; returns whether that is so. */
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
