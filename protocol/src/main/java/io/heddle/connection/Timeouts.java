package io.heddle.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a connection may stay in a phase without progress.
 *
 * @param head for a whole head, from the first byte or from accepting the connection
 * @param body between two pieces of content
 * @param write between two moments at which the client takes bytes
 * @param idle between two requests
 * @param linger in all, for the rest of what a client sends after the last answer
 * @param handler for a handler, between two moments at which it reads or writes content; empty for
 *     no limit. A handler that takes longer is interrupted and its client answered 503
 * @param queue for a call that waits for a worker, on engines that have a bounded number of them;
 *     after that the client is answered 503
 * @param minRate bytes a second that a body must come or go with on average; 0 for no limit
 * @param rateGrace how long a body may be waited for, in all, before its rate counts; later, a
 *     pause may be as long as what came before it has earned, and no longer than {@code body}
 */
public record Timeouts(
    Duration head,
    Duration body,
    Duration write,
    Duration idle,
    Duration linger,
    Optional<Duration> handler,
    Duration queue,
    long minRate,
    Duration rateGrace) {
  public static final Duration MIN = Duration.ofMillis(10);
  public static final Duration MAX = Duration.ofDays(1);

  public static final Timeouts STANDARD =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Optional.empty(),
          Duration.ofSeconds(30),
          256,
          Duration.ofSeconds(10));

  /** While the server drains, a connection that is quiet for so long has no request under way. */
  private static final Duration DRAINING_IDLE = Duration.ofMillis(100);

  /** While the server drains, how long a client may take for its first byte. */
  private static final Duration DRAINING_HEAD = Duration.ofMillis(500);

  private static final long NEVER = Long.MAX_VALUE;

  public Timeouts {
    require("head timeout", head);
    require("body timeout", body);
    require("write timeout", write);
    require("idle timeout", idle);
    require("linger timeout", linger);
    handler.ifPresent(limit -> require("handler timeout", limit));
    require("queue timeout", queue);
    require("rate grace", rateGrace);
    if (minRate < 0) {
      throw new IllegalArgumentException("min rate is " + minRate + ", but must be at least 0");
    }
  }

  private static void require(String what, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(what + " is " + value + ", but must be 10ms to 24h");
    }
  }

  /** These timeouts for connections that should end soon. */
  public Timeouts draining() {
    return withHead(shorter(head, DRAINING_HEAD)).withIdle(shorter(idle, DRAINING_IDLE));
  }

  /** These timeouts with another head. */
  public Timeouts withHead(Duration value) {
    return new Timeouts(value, body, write, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** These timeouts with another body. */
  public Timeouts withBody(Duration value) {
    return new Timeouts(head, value, write, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** These timeouts with another write. */
  public Timeouts withWrite(Duration value) {
    return new Timeouts(head, body, value, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** These timeouts with another idle. */
  public Timeouts withIdle(Duration value) {
    return new Timeouts(head, body, write, value, linger, handler, queue, minRate, rateGrace);
  }

  /** These timeouts with another linger. */
  public Timeouts withLinger(Duration value) {
    return new Timeouts(head, body, write, idle, value, handler, queue, minRate, rateGrace);
  }

  /** These timeouts with another handler. */
  public Timeouts withHandler(Optional<Duration> value) {
    return new Timeouts(head, body, write, idle, linger, value, queue, minRate, rateGrace);
  }

  /** These timeouts with another queue. */
  public Timeouts withQueue(Duration value) {
    return new Timeouts(head, body, write, idle, linger, handler, value, minRate, rateGrace);
  }

  /** These timeouts with another minRate. */
  public Timeouts withMinRate(long value) {
    return new Timeouts(head, body, write, idle, linger, handler, queue, value, rateGrace);
  }

  /** These timeouts with another rateGrace. */
  public Timeouts withRateGrace(Duration value) {
    return new Timeouts(head, body, write, idle, linger, handler, queue, minRate, value);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** How long a phase may last without progress, in nanoseconds. */
  public long nanos(Phase phase) {
    return switch (phase) {
      case OPENED, HEAD -> head.toNanos();
      case BODY -> body.toNanos();
      case WRITE -> write.toNanos();
      case IDLE -> idle.toNanos();
      case LINGER -> linger.toNanos();
      case HANDLING -> handler.map(Duration::toNanos).orElse(NEVER);
      case CLOSED -> NEVER;
    };
  }

  /**
   * How often a sweep should look, so that it notices within about an eighth of the shortest
   * timeout, and no oftener than is worth it.
   */
  public Duration sweepInterval() {
    long shortest =
        Stream.concat(Stream.of(head, body, write, idle, linger, queue), handler.stream())
            .mapToLong(Duration::toMillis)
            .min()
            .orElseThrow();
    return Duration.ofMillis(Math.clamp(shortest / 8, 5, 500));
  }
}
