package io.heddle.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * How long sessions live, and how large they get.
 *
 * @param idle how long a session lives after it was used
 * @param absolute how long it lives at most, even if it is always used
 * @param maxBytes the largest sum of its keys and values in UTF-8
 */
public record SessionLimits(Duration idle, Duration absolute, int maxBytes) {
  /** Half an hour, and half a day; 4 KiB. */
  public static final SessionLimits STANDARD =
      new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12), 4 << 10);

  /** Limits; all must be positive. */
  public SessionLimits {
    if (!idle.isPositive() || !absolute.isPositive() || maxBytes < 1) {
      throw new IllegalArgumentException(
          "idle is %s, absolute %s and maxBytes %d, but all must be positive"
              .formatted(idle, absolute, maxBytes));
    }
  }

  /** A copy with other times. */
  public SessionLimits withTimes(Duration otherIdle, Duration otherAbsolute) {
    return new SessionLimits(otherIdle, otherAbsolute, maxBytes);
  }

  /**
   * Checks the size of a session.
   *
   * @throws IllegalStateException when it is too large: sessions are for a few short values
   */
  public void requireSize(Map<String, String> values) {
    long bytes = 0;
    for (Map.Entry<String, String> value : values.entrySet()) {
      bytes += bytes(value.getKey()) + bytes(value.getValue());
    }
    if (bytes > maxBytes) {
      throw new IllegalStateException(
          "a session would have %d bytes, but may have %d".formatted(bytes, maxBytes));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
