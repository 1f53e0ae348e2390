package io.heddle.engine;

import io.heddle.connection.Protocol;
import io.heddle.http.ClientKey;
import io.heddle.http.Networks;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit for the number of connections that each client has at a time ({@link ClientKey}). Further
 * ones get a 429. Listeners with the same object share the count. It counts the client that a proxy
 * has announced if it is above the layer that reads this. Thread-safe.
 */
public final class ClientLimit implements Layer {
  /**
   * This many connections can be answered 429 at a time. Further ones are closed immediately, so
   * that a client beyond its limit does not use up the connections of others.
   */
  private static final int MAX_TURNED_AWAY = 64;

  private final int max;
  private final Networks exempt;
  private final ConcurrentHashMap<ByteBuffer, Integer> connections;
  private final AtomicInteger turnedAway;

  /**
   * A limit.
   *
   * @param max connections of a client, at least 1
   * @param exempt where proxies are that serve many clients
   */
  public ClientLimit(int max, Networks exempt) {
    this(max, exempt, new ConcurrentHashMap<>(), new AtomicInteger());
  }

  private ClientLimit(
      int max,
      Networks exempt,
      ConcurrentHashMap<ByteBuffer, Integer> connections,
      AtomicInteger turnedAway) {
    if (max < 1) {
      throw new IllegalArgumentException(
          "max connections of a client is " + max + ", but must be at least 1");
    }
    this.max = max;
    this.exempt = exempt;
    this.connections = connections;
    this.turnedAway = turnedAway;
  }

  /** Another limit, in which the connections that are open count too. */
  public ClientLimit renewed(int nextMax, Networks nextExempt) {
    return new ClientLimit(nextMax, nextExempt, connections, turnedAway);
  }

  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return new LimitedProtocol(protocol, this, observer);
  }

  /** None: a connection that is open is within the limit that it met. */
  @Override
  public List<Object> demands() {
    return List.of();
  }

  /** How many clients have connections. */
  public int clients() {
    return connections.size();
  }

  boolean isExempt(InetAddress client) {
    return exempt.contains(client);
  }

  /** Counts a connection, unless it must be dropped. */
  Admission enter(ByteBuffer client) {
    boolean[] isCounted = new boolean[1];
    connections.compute(
        client,
        (_, current) -> {
          int count = current == null ? 0 : current;
          isCounted[0] = count < max;
          return isCounted[0] ? Integer.valueOf(count + 1) : current;
        });
    if (isCounted[0]) {
      return Admission.SERVED;
    }
    if (turnedAway.incrementAndGet() <= MAX_TURNED_AWAY) {
      return Admission.TURNED_AWAY;
    }
    turnedAway.decrementAndGet();
    return Admission.DROPPED;
  }

  /** Counts a closed connection. */
  void leave(ByteBuffer client, Admission admission) {
    switch (admission) {
      case SERVED ->
          connections.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
      case TURNED_AWAY -> turnedAway.decrementAndGet();
      case DROPPED -> {}
    }
  }
}
