package io.heddle.app.cgi;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which a script has neither read nor written. Input counts as read when it has left
 * the pipe or, if it is stored, when the script's position in the file is behind it. A script that
 * waits for more of it does not have to do anything. Belongs to the request's thread.
 */
final class Silence {
  /** How often it looks at what waits in the longest time. */
  private static final int LOOKS = 8;

  private final Duration longest;
  private final LongSupplier unreadBytes;
  private long sinceNanos = System.nanoTime();
  private long lookedNanos = sinceNanos;
  private long written;
  private long read;

  /**
   * A silence that begins now.
   *
   * @param longest how long a script may be silent
   * @param unreadBytes how much of its input is there and waits
   */
  Silence(Duration longest, LongSupplier unreadBytes) {
    this.longest = longest;
    this.unreadBytes = unreadBytes;
  }

  /** The script has done something, or had nothing to do: the time begins again. */
  void restart() {
    sinceNanos = System.nanoTime();
  }

  /** So many more bytes of input are there, or have been. */
  void wrote(long count) {
    written += count;
  }

  /** How long to wait between two calls of {@link #isTooLong}. */
  Duration pause() {
    return longest.dividedBy(LOOKS);
  }

  boolean isAtLeast(Duration time) {
    return System.nanoTime() - sinceNanos >= time.toNanos();
  }

  /**
   * Whether it has lasted for the longest time.
   *
   * @param awaitsClient whether the script has got all that the client has sent so far, but not the
   *     whole content
   */
  boolean isTooLong(boolean awaitsClient) {
    long now = System.nanoTime();
    if ((awaitsClient || written > 0) && now - lookedNanos >= pause().toNanos()) {
      lookedNanos = now;
      look(awaitsClient);
    }
    return isAtLeast(longest);
  }

  private void look(boolean awaitsClient) {
    long unread = unreadBytes.getAsLong();
    if (written - unread > read || (awaitsClient && unread == 0)) {
      restart();
    }
    read = Math.max(read, written - unread);
  }
}
