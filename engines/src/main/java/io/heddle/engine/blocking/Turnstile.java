package io.heddle.engine.blocking;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets newcomers in among virtual threads that only yield. The scheduler prefers threads that have
 * yielded to those that others have woken, so connections that always find a next request could
 * keep all others out. A thread of its own is woken now and then; if it does not get its turn, the
 * connections wait for a moment instead of yielding, until it does.
 */
final class Turnstile {
  /** How often to look. */
  static final Duration INTERVAL = Duration.ofMillis(250);

  /** Once alone may be the machine's doing. */
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

  /** Looks whether the newcomer got in, and sends it again. To be called at each interval. */
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

  /** Lets others run. A connection's own thread calls it between two requests. */
  @SuppressWarnings("ThreadPriorityCheck") // a matter of cost: without it everything still works
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
