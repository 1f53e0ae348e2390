package io.heddle.engine.blocking;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes yielding virtual threads fair to new ones. The scheduler prefers threads that have yielded
 * to threads that others have woken, so connections that always find another request could starve
 * all others. The turnstile wakes a thread of its own at intervals; if that thread does not get a
 * turn, the connections sleep briefly instead of yielding until it does.
 */
final class Turnstile {
  /** How often to check. */
  static final Duration INTERVAL = Duration.ofMillis(250);

  /** A single miss may only mean that the machine was busy. */
  private static final int MAX_MISSED = 2;

  private final Thread newcomer = Thread.ofVirtual().unstarted(this::enter);
  private volatile boolean stopped;
  private volatile boolean hasEntered = true;
  private volatile boolean isCrowded;
  private int missed;

  void start() {
    newcomer.start();
  }

  private void enter() {
    while (!stopped) {
      hasEntered = true;
      isCrowded = false;
      LockSupport.park(this);
    }
  }

  /**
   * Checks whether the turnstile's thread got a turn, and wakes it again. Call it at each interval.
   */
  void check() {
    if (hasEntered) {
      hasEntered = false;
      missed = 0;
      LockSupport.unpark(newcomer);
    } else {
      missed++;
      isCrowded = missed >= MAX_MISSED;
    }
  }

  /** Lets other threads run. A connection's own thread calls it between two requests. */
  @SuppressWarnings("ThreadPriorityCheck") // only performance depends on it
  void pass() {
    if (isCrowded) {
      LockSupport.parkNanos(1);
    } else {
      Thread.yield();
    }
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(newcomer);
  }
}
