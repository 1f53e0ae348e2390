package io.heddle.engine.blocking;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets newcomers in among virtual threads that only yield. The scheduler's workers stay with a
 * queue as long as it has threads, so connections that always find a next request could keep all
 * other threads out. A thread of its own is woken at intervals. If it does not get its turn, the
 * connections pause instead of yielding, longer and longer until it does.
 */
final class Turnstile {
  /** How often to look. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** Fewer misses in a row may be due to the machine. */
  private static final int MAX_MISSED = 5;

  /** For this many intervals after that, connections pause: a newcomer needs several turns. */
  private static final int COURTESY = 5;

  private static final long MIN_PAUSE_NANOS = 4_000_000;
  private static final long MAX_PAUSE_NANOS = 256_000_000;

  private final Thread newcomer = Thread.ofVirtual().unstarted(this::enter);
  private volatile boolean stopped;
  private volatile boolean hasEntered = true;

  /** How long a connection pauses; 0 if it yields. */
  private volatile long pauseNanos;

  private int missed;
  private int courtesy;

  void start() {
    newcomer.start();
  }

  private void enter() {
    while (!stopped) {
      hasEntered = true;
      LockSupport.park(this);
    }
  }

  /** Looks whether the newcomer got in, and sends it again. To be called at each interval. */
  void check() {
    if (!hasEntered) {
      missed++;
      if (missed >= MAX_MISSED) {
        pauseNanos = Math.clamp(pauseNanos * 2, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
        courtesy = COURTESY;
      }
      return;
    }
    missed = 0;
    if (courtesy > 0) {
      courtesy--;
    } else {
      pauseNanos = 0;
    }
    hasEntered = false;
    LockSupport.unpark(newcomer);
  }

  /** Lets others run. A connection's own thread calls this between two requests. */
  @SuppressWarnings("ThreadPriorityCheck") // only for speed: everything works without it
  void pass() {
    long pause = pauseNanos;
    if (pause == 0) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(pause);
    }
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(newcomer);
  }
}
