package io.heddle.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration of an engine of any kind. {@link #on} has sensible values for everything but
 * the listeners; each {@code with} method returns a copy with one change.
 *
 * @param listeners at least one; they share everything else
 * @param backlog how many connections may wait to be accepted, at least 1; the kernel caps it
 *     (net.core.somaxconn)
 * @param reusePort whether several processes may listen on the ports (Linux: SO_REUSEPORT)
 * @param maxConnections at a time, at least 1; more connections get a 503, or are closed
 *     immediately while more than 64 are getting one
 * @param observer is notified of what the engine does; its exceptions are logged
 */
public record EngineConfig(
    List<ListenerConfig> listeners,
    int backlog,
    boolean reusePort,
    int maxConnections,
    EngineObserver observer) {
  private static final int STANDARD_BACKLOG = 4_096;
  private static final int STANDARD_MAX_CONNECTIONS = 16_384;

  public EngineConfig {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("there is no listener: add one");
    }
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
    return on(ListenerConfig.plain(address));
  }

  /** The standard configuration for this listener. */
  public static EngineConfig on(ListenerConfig listener) {
    return new EngineConfig(
        List.of(listener), STANDARD_BACKLOG, false, STANDARD_MAX_CONNECTIONS, EngineObserver.NONE);
  }

  /** The standard configuration for this port of the loopback address; 0 picks a free one. */
  public static EngineConfig onPort(int port) {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** A copy with one more listener. */
  public EngineConfig withListener(ListenerConfig added) {
    List<ListenerConfig> all = Stream.concat(listeners.stream(), Stream.of(added)).toList();
    return new EngineConfig(all, backlog, reusePort, maxConnections, observer);
  }

  /** A copy with another backlog. */
  public EngineConfig withBacklog(int value) {
    return new EngineConfig(listeners, value, reusePort, maxConnections, observer);
  }

  /** A copy that lets other processes listen on the same port, or not. */
  public EngineConfig withReusePort(boolean value) {
    return new EngineConfig(listeners, backlog, value, maxConnections, observer);
  }

  /** A copy with another connection limit. */
  public EngineConfig withMaxConnections(int value) {
    return new EngineConfig(listeners, backlog, reusePort, value, observer);
  }

  /** A copy with another observer. */
  public EngineConfig withObserver(EngineObserver value) {
    return new EngineConfig(listeners, backlog, reusePort, maxConnections, value);
  }
}
