package io.heddle.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Says what the end of the server waits for, if it takes long enough for a user to wonder. Idle
 * connections are closed by then: those that are left have a request.
 */
final class DrainNotice {
  /** By then the connections are closed on which no request came (Timeouts.draining). */
  private static final Duration DELAY = Duration.ofMillis(800);

  private final Thread thread;

  private DrainNotice(Thread thread) {
    this.thread = thread;
  }

  /**
   * Begins to watch an end that has just been asked for.
   *
   * @param open how many connections there are
   * @param grace how long they may take
   */
  static DrainNotice start(IntSupplier open, Duration grace) {
    return new DrainNotice(
        Thread.ofPlatform().name("drain-notice").daemon().start(() -> watch(open, grace)));
  }

  private static void watch(IntSupplier open, Duration grace) {
    try {
      Thread.sleep(DELAY);
    } catch (InterruptedException e) {
      return; // it has ended already
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

  /** The server has ended: there is nothing more to say. */
  void end() {
    thread.interrupt();
  }
}
