package io.heddle.gatling;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.LongStream;

/** Names for users, so that an answer meant for someone else is seen. */
final class Visitors {
  private Visitors() {}

  /** A value for {@code user} that no other user of the run has, again and again. */
  static Iterator<Map<String, Object>> ever() {
    return LongStream.iterate(1, n -> n + 1)
        .mapToObj(n -> Map.<String, Object>of("user", "user-" + n))
        .iterator();
  }
}
