package io.heddle.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What an engine of any kind is told. {@link #on} has sensible values for all but the address; the
 * {@code with} methods change one each.
 *
 * @param address to listen on; port 0 picks a free one
 * @param backlog how many connections may wait to be accepted, at least 1; the kernel caps it
 *     (net.core.somaxconn)
 * @param reusePort whether several processes may listen on the port (Linux: SO_REUSEPORT)
 * @param maxConnections at a time, at least 1; further ones are answered 503, or closed at once
 *     when more than 64 are being answered so
 * @param observer is told what the engine does; what it throws is logged
 */
public record EngineConfig(
    InetSocketAddress address,
    int backlog,
    boolean reusePort,
    int maxConnections,
    EngineObserver observer) {
  private static final int STANDARD_BACKLOG = 4_096;
  private static final int STANDARD_MAX_CONNECTIONS = 16_384;

  public EngineConfig {
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog is " + backlog + ", but must be at least 1");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "max connections is " + maxConnections + ", but must be at least 1");
    }
    observer = GuardedObserver.around(observer);
  }

  /** For listening on this address, with the standard values for all else. */
  public static EngineConfig on(InetSocketAddress address) {
    return new EngineConfig(
        address, STANDARD_BACKLOG, false, STANDARD_MAX_CONNECTIONS, EngineObserver.NONE);
  }

  /** For listening on this port of the loopback address; 0 picks a free one. */
  public static EngineConfig onPort(int port) {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** This with another backlog. */
  public EngineConfig withBacklog(int value) {
    return new EngineConfig(address, value, reusePort, maxConnections, observer);
  }

  /** This, and other processes may listen on the port too, or not. */
  public EngineConfig withReusePort(boolean value) {
    return new EngineConfig(address, backlog, value, maxConnections, observer);
  }

  /** This with another bound of connections. */
  public EngineConfig withMaxConnections(int value) {
    return new EngineConfig(address, backlog, reusePort, value, observer);
  }

  /** This with another observer. */
  public EngineConfig withObserver(EngineObserver value) {
    return new EngineConfig(address, backlog, reusePort, maxConnections, value);
  }
}
