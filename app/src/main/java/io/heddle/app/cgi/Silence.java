package io.heddle.app.cgi;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time for which a script has neither read nor written. Belongs to the request's thread. */
final class Silence {
  /** How often it looks at what the script has read in the longest time. */
  private static final int LOOKS = 8;

  private final Duration longest;
  private final LongSupplier input;
  private long sinceNanos = System.nanoTime();
  private long read;

  /**
   * A silence that begins now.
   *
   * @param longest how long a script may be silent
   * @param input how far it has read its input
   */
  Silence(Duration longest, LongSupplier input) {
    this.longest = longest;
    this.input = input;
  }

  /** The script has done something, or had nothing to do: the time begins again. */
  void restart() {
    sinceNanos = System.nanoTime();
  }

  /** How long to wait between two calls of {@link #isTooLong}. */
  Duration pause() {
    return longest.dividedBy(LOOKS);
  }

  boolean isAtLeast(Duration time) {
    return System.nanoTime() - sinceNanos >= time.toNanos();
  }

  /** Whether it has lasted for the longest time. */
  boolean isTooLong() {
    long now = input.getAsLong();
    if (now != read) {
      read = now;
      restart();
    }
    return isAtLeast(longest);
  }
}
