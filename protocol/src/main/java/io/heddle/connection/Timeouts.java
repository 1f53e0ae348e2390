package io.heddle.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a connection may stay in a phase without progress.
 *
 * @param head for a whole head, from its first byte or from accepting the connection
 * @param body between two pieces of content
 * @param write between two moments at which the client takes bytes
 * @param idle between two requests
 * @param linger in total, for input after the last response
 * @param handler for a handler, between two moments at which it reads or writes content; empty for
 *     no limit. A handler that takes longer is interrupted, and its client gets a 503
 * @param queue for a call that waits for a worker, in engines with a bounded number of workers;
 *     after that the client gets a 503
 * @param minRate minimum average rate of a body in either direction, in bytes per second; 0 for no
 *     limit
 * @param rateGrace total waiting time for a body before the minimum rate applies. After that, a
 *     pause may be as long as the bytes before it have earned, and no longer than {@code body}
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

  /**
   * While the server drains, a connection that is quiet for this long has no request in progress.
   */
  private static final Duration DRAINING_IDLE = Duration.ofMillis(100);

  /** While the server drains, how long a client may take to send a whole head. */
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

  /** A copy with another {@code head}. */
  public Timeouts withHead(Duration value) {
    return new Timeouts(value, body, write, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** A copy with another {@code body}. */
  public Timeouts withBody(Duration value) {
    return new Timeouts(head, value, write, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** A copy with another {@code write}. */
  public Timeouts withWrite(Duration value) {
    return new Timeouts(head, body, value, idle, linger, handler, queue, minRate, rateGrace);
  }

  /** A copy with another {@code idle}. */
  public Timeouts withIdle(Duration value) {
    return new Timeouts(head, body, write, value, linger, handler, queue, minRate, rateGrace);
  }

  /** A copy with another {@code linger}. */
  public Timeouts withLinger(Duration value) {
    return new Timeouts(head, body, write, idle, value, handler, queue, minRate, rateGrace);
  }

  /** A copy with another {@code handler}. */
  public Timeouts withHandler(Optional<Duration> value) {
    return new Timeouts(head, body, write, idle, linger, value, queue, minRate, rateGrace);
  }

  /** A copy with another {@code queue}. */
  public Timeouts withQueue(Duration value) {
    return new Timeouts(head, body, write, idle, linger, handler, value, minRate, rateGrace);
  }

  /** A copy with another {@code minRate}. */
  public Timeouts withMinRate(long value) {
    return new Timeouts(head, body, write, idle, linger, handler, queue, value, rateGrace);
  }

  /** A copy with another {@code rateGrace}. */
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
      case UPSTREAM, CLOSED -> NEVER; // a proxy has limits of its own
    };
  }

  /**
   * How often a sweep should run to notice within about an eighth of the shortest timeout, but not
   * so often that the sweep itself costs much.
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
