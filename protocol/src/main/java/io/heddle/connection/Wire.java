package io.heddle.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The way to the client, as the thread that owns the connection may use it now: a plain socket, or
 * one under TLS. An {@link IOException} of it means that the client is gone; only {@link #send} can
 * also fail for its file.
 */
public interface Wire {
  /**
   * Whether {@link #read}, {@link #write} and {@link #send} wait until they can do something. If
   * not, they return 0 instead.
   */
  boolean waits();

  /**
   * Reads what there is into the buffer's remaining room.
   *
   * @return how many bytes; -1 when the client has sent its last
   * @throws SocketTimeoutException when the connection has {@linkplain Connection#isExpired
   *     expired} while this waited; the client is still there
   */
  int read(ByteBuffer buffer) throws IOException;

  /**
   * Writes what it can of the buffer.
   *
   * @return how many bytes; 0 only when none can be taken without waiting
   */
  int write(ByteBuffer buffer) throws IOException;

  /**
   * Sends what it can of a part of a file.
   *
   * @return how many bytes; 0 when none can be taken without waiting, or when the file has ended
   * @throws IOException when the client is gone, or when the file cannot be read
   */
  long send(FileChannel file, long position, long count) throws IOException;

  /** Says to the client that nothing more will be sent (TCP's FIN, TLS's close_notify). */
  void shutdownOutput() throws IOException;

  /** Whether bytes of the client are there to be read. Any thread may ask. */
  boolean hasInput();
}
