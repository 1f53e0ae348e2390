package io.heddle.connection;

import java.io.IOException;

/** A connection that this server has opened to another one. */
public interface Line extends Wire {
  /**
   * Whether it is connected.
   *
   * @throws IOException when connecting has failed
   */
  boolean isConnected() throws IOException;

  /**
   * Says what the caller waits for, until it says otherwise; then it is told that the line is
   * {@linkplain Caller#ready ready}. A line that waits needs no such call.
   */
  void await(boolean input, boolean output) throws IOException;

  /** Whether the server has neither sent anything nor ended its output. */
  boolean isQuiet();

  /** Closes it. Any thread may call this. */
  void close();
}
