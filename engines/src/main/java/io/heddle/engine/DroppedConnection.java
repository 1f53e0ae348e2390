package io.heddle.engine;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Step;
import io.heddle.connection.Wire;
import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import java.nio.ByteBuffer;

/** A connection that is closed without an answer. */
final class DroppedConnection implements Connection {
  DroppedConnection() {}

  @Override
  public Step next() {
    return Step.CLOSE;
  }

  @Override
  public ByteBuffer space() {
    throw closing();
  }

  @Override
  public void filled(int count) {
    throw closing();
  }

  @Override
  public boolean flush(Wire wire) {
    throw closing();
  }

  @Override
  public Blocking blocking() {
    throw closing();
  }

  @Override
  public void call(Wire wire) {
    throw closing();
  }

  /** Its only step is to close, so nothing else is asked of it. */
  private static IllegalStateException closing() {
    return new IllegalStateException("the connection is about to be closed");
  }

  @Override
  public void refuse(HttpException reason) {
    // it gets no answer
  }

  @Override
  public void expire() {
    // it is about to be closed
  }

  @Override
  public void closed() {
    // it holds nothing
  }

  @Override
  public Phase phase() {
    return Phase.CLOSED;
  }

  @Override
  public boolean overstays(long nowNanos, Wire wire) {
    return false;
  }

  @Override
  public boolean isExpired() {
    return false;
  }
}
