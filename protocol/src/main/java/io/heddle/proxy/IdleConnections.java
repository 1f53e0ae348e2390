package io.heddle.proxy;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The open connections to a server that have no request. Thread-safe and without locks, and what it
 * does takes no longer if there are thousands.
 */
final class IdleConnections {
  private final int most;

  /** The one that was used last is the last. */
  private final ConcurrentLinkedDeque<UpstreamConnection> connections =
      new ConcurrentLinkedDeque<>();

  /** At least as many as there are, because it is raised first and lowered last. */
  private final AtomicInteger count = new AtomicInteger();

  IdleConnections(int most) {
    this.most = most;
  }

  /** Takes the one that was used last, because its server is the least likely to close it. */
  @Nullable UpstreamConnection take() {
    UpstreamConnection last = connections.pollLast();
    if (last != null) {
      count.decrementAndGet();
    }
    return last;
  }

  /** Keeps a connection, unless there are enough. */
  boolean keep(UpstreamConnection connection) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    connections.addLast(connection);
    return true;
  }

  /**
   * Removes a connection; false if somebody has taken it. The search begins with the one that has
   * been unused for the longest time, which is usually the one to remove.
   */
  boolean remove(UpstreamConnection connection) {
    boolean isRemoved = connections.removeFirstOccurrence(connection);
    if (isRemoved) {
      count.decrementAndGet();
    }
    return isRemoved;
  }
}
