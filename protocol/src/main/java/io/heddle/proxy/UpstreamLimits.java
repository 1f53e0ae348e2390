package io.heddle.proxy;

import java.time.Duration;

/**
 * How long a proxy waits for a server, and how many connections it has.
 *
 * @param connect until a connection is open
 * @param response how long the server may pause until the head of its response is complete, or
 *     while it takes the request
 * @param between two pieces of a response
 * @param idle for which an unused connection is kept
 * @param maxIdle unused connections that are kept for each server, by each loop, or by all threads
 * @param maxConnections to each server that have a request; 0 for no limit
 * @param maxFails failures within {@code failPause} after which a server is left alone for as long;
 *     0 if it never is
 */
public record UpstreamLimits(
    Duration connect,
    Duration response,
    Duration between,
    Duration idle,
    int maxIdle,
    int maxConnections,
    int maxFails,
    Duration failPause) {
  public static final UpstreamLimits STANDARD =
      new UpstreamLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          32,
          0,
          1,
          Duration.ofSeconds(10));

  /** A copy with other time limits for the answer. */
  public UpstreamLimits withTimes(Duration newConnect, Duration newResponse, Duration newBetween) {
    return new UpstreamLimits(
        newConnect, newResponse, newBetween, idle, maxIdle, maxConnections, maxFails, failPause);
  }

  /** A copy with other limits for unused connections. */
  public UpstreamLimits withIdle(Duration time, int most) {
    return new UpstreamLimits(
        connect, response, between, time, most, maxConnections, maxFails, failPause);
  }

  /** A copy with another {@code maxConnections}. */
  public UpstreamLimits withMaxConnections(int value) {
    return new UpstreamLimits(
        connect, response, between, idle, maxIdle, value, maxFails, failPause);
  }

  /** A copy with other limits for failures. */
  public UpstreamLimits withFails(int most, Duration pause) {
    return new UpstreamLimits(
        connect, response, between, idle, maxIdle, maxConnections, most, pause);
  }
}
