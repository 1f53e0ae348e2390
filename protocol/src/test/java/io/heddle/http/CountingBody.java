package io.heddle.http;

import java.io.OutputStream;

/** A writer whose bodies count how often they are closed. */
public final class CountingBody implements Body.Writer {
  private int closed;

  /** A body of unknown length without content. */
  public Body body() {
    return new Body.Stream(-1, this);
  }

  public int timesClosed() {
    return closed;
  }

  @Override
  public void writeTo(OutputStream out) {
    // no content
  }

  @Override
  public void close() {
    closed++;
  }
}
