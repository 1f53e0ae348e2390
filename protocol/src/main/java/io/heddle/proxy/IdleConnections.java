package io.heddle.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The open connections to a server that have no request. Thread-safe. */
final class IdleConnections {
  private final int most;

  /** The one that was used last is the last. */
  private final AtomicReference<List<UpstreamConnection>> connections =
      new AtomicReference<>(List.of());

  IdleConnections(int most) {
    this.most = most;
  }

  /** Takes the one that was used last, because its server is the least likely to close it. */
  @Nullable UpstreamConnection take() {
    List<UpstreamConnection> before =
        connections.getAndUpdate(all -> all.isEmpty() ? all : all.subList(0, all.size() - 1));
    return before.isEmpty() ? null : before.getLast();
  }

  /** Keeps a connection, unless there are enough. */
  boolean keep(UpstreamConnection connection) {
    List<UpstreamConnection> before =
        connections.getAndUpdate(all -> all.size() >= most ? all : with(all, connection));
    return before.size() < most;
  }

  private static List<UpstreamConnection> with(
      List<UpstreamConnection> all, UpstreamConnection added) {
    List<UpstreamConnection> more = new ArrayList<>(all.size() + 1);
    more.addAll(all);
    more.add(added);
    return more;
  }

  /** Removes a connection; false if somebody has taken it. */
  boolean remove(UpstreamConnection connection) {
    List<UpstreamConnection> before =
        connections.getAndUpdate(
            all -> all.stream().filter(each -> !each.equals(connection)).toList());
    return before.contains(connection);
  }
}
