package io.heddle.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Gives a sign of life several times within a time limit, unless the server has served no
 * connection for half of it. It has its own platform thread, so it does not depend on what it
 * watches.
 */
final class Watchdog {
  /** Signs within the limit: one may come late. */
  private static final int SIGNS = 4;

  private final Duration limit;
  private final Predicate<Duration> serves;
  private final Runnable sign;
  private volatile boolean ended;

  private Watchdog(Duration limit, Predicate<Duration> serves, Runnable sign) {
    this.limit = limit;
    this.serves = serves;
    this.sign = sign;
  }

  /**
   * Starts.
   *
   * @param limit the longest time without a sign
   * @param serves whether connections have waited for less than a time
   */
  static Watchdog start(Duration limit, Predicate<Duration> serves, Runnable sign) {
    Watchdog watchdog = new Watchdog(limit, serves, sign);
    Thread.ofPlatform().name("watchdog").daemon().start(watchdog::run);
    return watchdog;
  }

  private void run() {
    while (!ended) {
      if (serves.test(limit.dividedBy(2))) {
        sign.run();
      }
      LockSupport.parkNanos(limit.dividedBy(SIGNS).toNanos());
    }
  }

  /** Gives no more signs: the server stops. */
  void end() {
    ended = true;
  }
}
