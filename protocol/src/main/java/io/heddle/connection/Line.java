package io.heddle.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

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

  /**
   * Reads what is there, and does not wait, even if the line {@link #waits}.
   *
   * @return how many bytes, which may be 0; -1 at the end of the server's output
   */
  int readNow(ByteBuffer buffer) throws IOException;

  /** Closes it. Any thread may call this. */
  void close();
}
