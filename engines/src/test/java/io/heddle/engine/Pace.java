package io.heddle.engine;

import java.io.IOException;
import java.time.Duration;

/**
 * How steadily a client sends. If the client itself paused for too long, the server may cut it off:
 * such a run proves nothing and is repeated. One thread uses it.
 */
final class Pace {
  private long last;
  private long longestNanos;

  private Pace() {}

  /** The whole exchange of a client, which tells its pace what it sends. */
  @FunctionalInterface
  interface Attempt {
    void run(Pace pace) throws IOException;
  }

  /**
   * Runs the attempt until it succeeds, or fails although no pause was as long as half the limit.
   * The test's timeout ends it otherwise.
   */
  static void keep(Duration limit, Attempt attempt) throws IOException {
    boolean proves = false;
    while (!proves) {
      Pace pace = new Pace();
      try {
        attempt.run(pace);
        proves = true;
      } catch (IOException | AssertionError cutOff) {
        if (pace.longestNanos < limit.toNanos() / 2) {
          throw cutOff;
        }
      }
    }
  }

  /** The client is about to begin: pauses count from now on. */
  void begin() {
    last = System.nanoTime();
  }

  /** The client has just sent something. */
  void sent() {
    long now = System.nanoTime();
    longestNanos = Math.max(longestNanos, now - last);
    last = now;
  }
}
