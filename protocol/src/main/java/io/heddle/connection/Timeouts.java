package io.heddle.connection;

import java.time.Duration;

/**
 * How long a connection may stay in a phase without progress.
 *
 * @param head for a whole head, from the first octet or from accepting the connection
 * @param body between two pieces of content
 * @param write between two moments at which the client takes octets
 * @param idle between two requests
 * @param linger in all, for the rest of what a client sends after the last answer
 */
public record Timeouts(
    Duration head, Duration body, Duration write, Duration idle, Duration linger) {
  public static final Duration LEAST = Duration.ofMillis(10);
  public static final Duration MOST = Duration.ofDays(1);

  public static final Timeouts STANDARD =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5));

  private static final long NEVER = Long.MAX_VALUE;

  public Timeouts {
    require("head timeout", head);
    require("body timeout", body);
    require("write timeout", write);
    require("idle timeout", idle);
    require("linger timeout", linger);
  }

  private static void require(String what, Duration value) {
    if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(what + " must be within 10ms to 24h");
    }
  }

  /** How long a phase may last without progress; a handler may run for ever. */
  long nanos(Phase phase) {
    return switch (phase) {
      case OPENED, HEAD -> head.toNanos();
      case BODY -> body.toNanos();
      case WRITE -> write.toNanos();
      case IDLE -> idle.toNanos();
      case LINGER -> linger.toNanos();
      case HANDLING, CLOSED -> NEVER;
    };
  }

  /**
   * How often a sweep should look, so that it notices within about an eighth of the shortest
   * timeout, and no oftener than is worth it.
   */
  public Duration sweepInterval() {
    Duration shortest = head;
    for (Duration other : new Duration[] {body, write, idle, linger}) {
      shortest = other.compareTo(shortest) < 0 ? other : shortest;
    }
    long millis = shortest.toMillis() / 8;
    return Duration.ofMillis(Math.clamp(millis, 5, 500));
  }
}
