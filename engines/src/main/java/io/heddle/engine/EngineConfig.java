package io.heddle.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an engine of any kind. {@link #on} has sensible values for everything but
 * the address; each {@code with} method returns a copy with one change.
 *
 * @param address to listen on; port 0 picks a free one
 * @param backlog how many connections may wait to be accepted, at least 1; the kernel caps it
 *     (net.core.somaxconn)
 * @param reusePort whether several processes may listen on the port (Linux: SO_REUSEPORT)
 * @param maxConnections at a time, at least 1; more connections get a 503, or are closed
 *     immediately while more than 64 are getting one
 * @param observer is notified of what the engine does; its exceptions are logged
 * @param socket a socket that listens already, to serve instead of a new one: the address, the
 *     backlog and whether the port is shared are then up to its owner
 */
public record EngineConfig(
    InetSocketAddress address,
    int backlog,
    boolean reusePort,
    int maxConnections,
    EngineObserver observer,
    @Nullable ServerSocketChannel socket) {
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

  /** The standard configuration for this address. */
  public static EngineConfig on(InetSocketAddress address) {
    return new EngineConfig(
        address, STANDARD_BACKLOG, false, STANDARD_MAX_CONNECTIONS, EngineObserver.NONE, null);
  }

  /** The standard configuration for this port of the loopback address; 0 picks a free one. */
  public static EngineConfig onPort(int port) {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** A copy with another backlog. */
  public EngineConfig withBacklog(int value) {
    return new EngineConfig(address, value, reusePort, maxConnections, observer, socket);
  }

  /** A copy that lets other processes listen on the same port, or not. */
  public EngineConfig withReusePort(boolean value) {
    return new EngineConfig(address, backlog, value, maxConnections, observer, socket);
  }

  /** A copy with another connection limit. */
  public EngineConfig withMaxConnections(int value) {
    return new EngineConfig(address, backlog, reusePort, value, observer, socket);
  }

  /** A copy with another observer. */
  public EngineConfig withObserver(EngineObserver value) {
    return new EngineConfig(address, backlog, reusePort, maxConnections, value, socket);
  }

  /**
   * A copy that serves a socket which listens already and belongs to the process that started this
   * one. An engine that stops leaves it open, for the next process.
   */
  public EngineConfig withSocket(ServerSocketChannel value) {
    return new EngineConfig(address, backlog, reusePort, maxConnections, observer, value);
  }
}
