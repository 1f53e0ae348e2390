package io.heddle.gatling;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.LongStream;

/** Unique names for users, so that a response for another user is noticed. */
final class Visitors {
  private Visitors() {}

  /** A feeder of unique values for {@code user}. */
  static Iterator<Map<String, Object>> ever() {
    return LongStream.iterate(1, n -> n + 1)
        .mapToObj(n -> Map.<String, Object>of("user", "user-" + n))
        .iterator();
  }
}
