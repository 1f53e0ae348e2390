package io.heddle.proxy;

import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * The open connections to a server that have no request. Thread-safe. What it does takes no longer
 * if there are thousands.
 */
final class IdleConnections {
  private final int most;

  /** The one that was used last is the last. */
  private final LinkedHashSet<UpstreamConnection> connections = new LinkedHashSet<>();

  IdleConnections(int most) {
    this.most = most;
  }

  /** Takes the one that was used last, because its server is the least likely to close it. */
  synchronized @Nullable UpstreamConnection take() {
    return connections.isEmpty() ? null : connections.removeLast();
  }

  /** Keeps a connection, unless there are enough. */
  synchronized boolean keep(UpstreamConnection connection) {
    return connections.size() < most && connections.add(connection);
  }

  /** Removes a connection; false if somebody has taken it. */
  synchronized boolean remove(UpstreamConnection connection) {
    return connections.remove(connection);
  }
}
