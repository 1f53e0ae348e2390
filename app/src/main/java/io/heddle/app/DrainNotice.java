package io.heddle.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Prints how many connections a shutdown waits for, unless the shutdown is quick. By then all idle
 * connections are closed, so each remaining one has a request.
 */
final class DrainNotice {
  /** Long enough to close every connection without a request (Timeouts.draining). */
  private static final Duration DELAY = Duration.ofMillis(800);

  private final Thread thread;

  private DrainNotice(Thread thread) {
    this.thread = thread;
  }

  /**
   * Starts to watch a shutdown that has just begun.
   *
   * @param open the number of open connections
   * @param grace how long their requests may take
   */
  static DrainNotice start(IntSupplier open, Duration grace) {
    return new DrainNotice(
        Thread.ofPlatform().name("drain-notice").daemon().start(() -> watch(open, grace)));
  }

  private static void watch(IntSupplier open, Duration grace) {
    try {
      Thread.sleep(DELAY);
    } catch (InterruptedException e) {
      return; // the server has stopped already
    }
    int count = open.getAsInt();
    if (count > 0) {
      Messages.info(text(count, grace));
    }
  }

  static String text(int count, Duration grace) {
    return "waiting up to %s s (--grace) for %s; a second SIGINT or SIGTERM cuts %s off"
        .formatted(
            seconds(grace),
            count == 1
                ? "the request of 1 connection"
                : "the requests of " + count + " connections",
            count == 1 ? "it" : "them");
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** Cancels the notice: the server has stopped. */
  void end() {
    thread.interrupt();
  }
}
