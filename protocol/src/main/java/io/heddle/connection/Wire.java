package io.heddle.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.BooleanSupplier;

/**
 * A channel to the client, for the thread that owns the connection: a plain socket or TLS. An
 * {@link IOException} means that the client is gone; in {@link #send} it can also mean that the
 * file failed.
 */
public interface Wire {
  /**
   * Whether {@link #read}, {@link #write} and {@link #send} block until they make progress. If not,
   * they return 0 instead.
   */
  boolean waits();

  /**
   * Reads what is available into the buffer.
   *
   * @return how many bytes; -1 at the end of the client's input
   * @throws SocketTimeoutException when the connection {@linkplain Connection#isExpired expired}
   *     during the read; the client is still there
   */
  int read(ByteBuffer buffer) throws IOException;

  /**
   * Like {@link #read(ByteBuffer)}, but a wire that waits does so only until something else
   * happens, and then returns 0.
   *
   * @param happens whether something else has happened; asked after 25 ms, and then every 25 to 200
   *     ms
   */
  default int read(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    return read(buffer);
  }

  /**
   * Writes as much of the buffer as it can.
   *
   * @return how many bytes; 0 only if the wire would have to wait
   */
  int write(ByteBuffer buffer) throws IOException;

  /**
   * Sends as much of a part of a file as it can.
   *
   * @return how many bytes; 0 if the wire would have to wait, or if the file has ended
   * @throws IOException when the client is gone or the file cannot be read
   */
  long send(FileChannel file, long position, long count) throws IOException;

  /** Tells the client that nothing more will be sent (TCP FIN, TLS close_notify). */
  void shutdownOutput() throws IOException;

  /**
   * Lets other connections run if this one has used its thread for long. Writers of long responses
   * and readers of long content get here now and then, whether or not they wait for their client.
   */
  default void giveWay() {}

  /**
   * Says whether the engine may interrupt the thread when its call takes too long. It may, unless
   * this says otherwise. Called by the owner, during a call.
   */
  default void setInterruptible(boolean isInterruptible) {}

  /** Whether bytes of the client wait to be read. Any thread may call this. */
  boolean hasInput();
}
