package io.heddle.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The open connections to a server that have no request. Thread-safe, without locks, and no slower
 * if there are thousands: one that is removed keeps its place until most places belong to such.
 */
final class IdleConnections {
  /** The place of a connection, above those of the connections that were kept before it. */
  private record Place(UpstreamConnection connection, @Nullable Place below) {}

  private final int most;
  private final AtomicReference<@Nullable Place> top = new AtomicReference<>();
  private final AtomicInteger count = new AtomicInteger();

  /** How many places belong to connections that were removed. */
  private final AtomicInteger removed = new AtomicInteger();

  IdleConnections(int most) {
    this.most = most;
  }

  /** Takes the one that was used last, because its server is the least likely to close it. */
  @Nullable UpstreamConnection take() {
    for (Place place = top.get(); place != null; place = top.get()) {
      if (top.compareAndSet(place, place.below)) {
        if (place.connection.claim()) {
          count.decrementAndGet();
          return place.connection;
        }
        removed.decrementAndGet();
      }
    }
    return null;
  }

  /** Keeps a connection, unless there are enough. */
  boolean keep(UpstreamConnection connection) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    connection.offer();
    top.updateAndGet(below -> new Place(connection, below));
    return true;
  }

  /** Removes a connection, which is closed next; false if somebody has taken it. */
  boolean remove(UpstreamConnection connection) {
    if (!connection.claim()) {
      return false;
    }
    if (removed.incrementAndGet() > count.decrementAndGet()) {
      clearPlaces();
    }
    return true;
  }

  /** Drops the places of removed connections, unless others change the places meanwhile. */
  private void clearPlaces() {
    List<UpstreamConnection> left = new ArrayList<>();
    int dropped = 0;
    Place before = top.get();
    for (Place place = before; place != null; place = place.below) {
      if (place.connection.isOffered()) {
        left.add(place.connection);
      } else {
        dropped++;
      }
    }
    Place after = null;
    for (UpstreamConnection connection : left.reversed()) {
      after = new Place(connection, after);
    }
    if (top.compareAndSet(before, after)) {
      removed.addAndGet(-dropped);
    }
  }
}
