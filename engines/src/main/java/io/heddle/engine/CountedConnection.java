package io.heddle.engine;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection that reports when it is closed. */
final class CountedConnection implements Connection {
  private final Connection connection;
  private final Runnable leave;

  /** Until the engine asks what is next; before that, it may turn the client away too. */
  private boolean isTurnedAway;

  CountedConnection(Connection connection, Runnable leave) {
    this.connection = connection;
    this.leave = leave;
  }

  /** Answers with this error, and nothing else. */
  void turnAway(HttpException reason) {
    isTurnedAway = true;
    connection.refuse(reason);
  }

  @Override
  public Step next() {
    isTurnedAway = false;
    return connection.next();
  }

  @Override
  public ByteBuffer space() {
    return connection.space();
  }

  @Override
  public void filled(int count) {
    connection.filled(count);
  }

  @Override
  public boolean flush(Wire wire) throws IOException {
    return connection.flush(wire);
  }

  @Override
  public Blocking blocking() {
    return connection.blocking();
  }

  @Override
  public void call(Wire wire) {
    connection.call(wire);
  }

  @Override
  public void refuse(HttpException reason) {
    if (!isTurnedAway) {
      connection.refuse(reason);
    }
  }

  @Override
  public void expire() {
    connection.expire();
  }

  @Override
  public void closed() {
    try {
      connection.closed();
    } finally {
      leave.run();
    }
  }

  @Override
  public Phase phase() {
    return connection.phase();
  }

  @Override
  public boolean overstays(long nowNanos, Wire wire) {
    return connection.overstays(nowNanos, wire);
  }

  @Override
  public boolean isExpired() {
    return connection.isExpired();
  }
}
