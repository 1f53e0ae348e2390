package io.heddle.engine;

import io.heddle.connection.Timeouts;
import java.net.InetSocketAddress;

/**
 * What an engine of either kind is told.
 *
 * @param address to listen on; port 0 picks a free one
 * @param backlog how many connections may wait to be accepted, at least 1; the kernel caps it
 *     (net.core.somaxconn)
 * @param reusePort whether several processes may listen on the port (Linux: SO_REUSEPORT)
 * @param maxConnections at a time, at least 1; further ones are answered 503, or closed at once
 *     when more than 64 are being answered so
 * @param timeouts of the connections
 * @param observer is told what the engine does
 */
public record EngineConfig(
    InetSocketAddress address,
    int backlog,
    boolean reusePort,
    int maxConnections,
    Timeouts timeouts,
    EngineObserver observer) {
  public EngineConfig {
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog is " + backlog + ", but must be at least 1");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "max connections is " + maxConnections + ", but must be at least 1");
    }
  }

  /** What an engine is told that nobody observes. */
  public EngineConfig(
      InetSocketAddress address,
      int backlog,
      boolean reusePort,
      int maxConnections,
      Timeouts timeouts) {
    this(address, backlog, reusePort, maxConnections, timeouts, EngineObserver.NONE);
  }
}
