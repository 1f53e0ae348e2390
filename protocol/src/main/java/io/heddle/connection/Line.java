package io.heddle.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

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

  /**
   * Like {@link #write(ByteBuffer)}, but a line that waits does so only until something else
   * happens, and then returns 0.
   *
   * @param happens whether something else has happened; asked before the wait, and then after 1 to
   *     200 ms, less and less often; must not wait
   */
  int write(ByteBuffer buffer, BooleanSupplier happens) throws IOException;

  /** Closes it. Any thread may call this. */
  void close();
}
