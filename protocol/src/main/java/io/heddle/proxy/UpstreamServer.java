package io.heddle.proxy;

import io.heddle.codec.RequestWriter;
import io.heddle.connection.Outbound;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server that answers requests in place of this one. Thread-safe. */
final class UpstreamServer {
  private final InetSocketAddress address;
  private final String authority;
  private final RequestWriter writer;
  private final UpstreamLimits limits;
  private final Health health;
  private final AtomicInteger active = new AtomicInteger();

  /** For each loop, or for all threads. It changes only while the first requests come. */
  private final AtomicReference<Map<Outbound, IdleConnections>> idle =
      new AtomicReference<>(Map.of());

  /**
   * A server.
   *
   * @param authority host and port, as in a Host field
   */
  UpstreamServer(InetSocketAddress address, String authority, UpstreamLimits limits) {
    this.address = address;
    this.authority = authority;
    this.writer = new RequestWriter(authority);
    this.limits = limits;
    this.health = new Health(authority, limits);
  }

  InetSocketAddress address() {
    return address;
  }

  /** Host and port, as in a Host field. */
  String authority() {
    return authority;
  }

  /** Writes the heads of requests to it. */
  RequestWriter writer() {
    return writer;
  }

  UpstreamLimits limits() {
    return limits;
  }

  Health health() {
    return health;
  }

  /** How many requests it has not answered completely. */
  int active() {
    return active.get();
  }

  /** Counts one more request; false if it has as many as it may have. */
  boolean enter() {
    int most = limits.maxConnections();
    if (active.incrementAndGet() <= most || most == 0) {
      return true;
    }
    active.decrementAndGet();
    return false;
  }

  /** Counts one request less. */
  void leave() {
    active.decrementAndGet();
  }

  private IdleConnections idle(Outbound outbound) {
    IdleConnections known = idle.get().get(outbound);
    if (known != null) {
      return known;
    }
    Map<Outbound, IdleConnections> all =
        idle.updateAndGet(
            now -> {
              Map<Outbound, IdleConnections> more = new HashMap<>(now);
              more.putIfAbsent(outbound, new IdleConnections(limits.maxIdle()));
              return more;
            });
    return Objects.requireNonNull(all.get(outbound));
  }

  /** An open connection that has no request, which the server does not seem to have closed. */
  @Nullable UpstreamConnection takeIdle(Outbound outbound) {
    IdleConnections unused = idle(outbound);
    for (UpstreamConnection next = unused.take(); next != null; next = unused.take()) {
      if (next.isUsable()) {
        return next;
      }
      next.close();
    }
    return null;
  }

  /** Keeps a connection for another request, unless there are enough. */
  boolean keep(Outbound outbound, UpstreamConnection connection) {
    return idle(outbound).keep(connection);
  }

  /** Removes an unused connection; false if it is in use. */
  boolean remove(Outbound outbound, UpstreamConnection connection) {
    return idle(outbound).remove(connection);
  }
}
