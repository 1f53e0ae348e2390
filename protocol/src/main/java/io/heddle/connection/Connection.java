package io.heddle.connection;

import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection without its socket, thread and clock. An engine asks {@link #next} what to do, does
 * it and reports the result; calling {@code next} again without a report in between returns the
 * same step.
 *
 * <p>One thread owns a connection at any time. Other threads may call only the methods that say so.
 */
public interface Connection {
  /** What to do next. */
  Step next();

  /**
   * The buffer to read into. Call it only when {@link #next} returns READ, or CALL if the call has
   * to wait: then the buffer may have no room.
   */
  ByteBuffer space();

  /**
   * Reports how many bytes were read into {@link #space}: -1 at the end of the client's input, or 0
   * if nothing has arrived but the wire may have room again.
   */
  void filled(int count);

  /**
   * Sends as much as the wire takes. If that is not everything, and {@link #next} still returns
   * WRITE, the engine waits until the wire has room, and reads nothing before that.
   *
   * @return whether everything is sent
   * @throws IOException when the client is gone
   */
  boolean flush(Wire wire) throws IOException;

  /** How long the call that {@link #next} asks for may block its thread. */
  Blocking blocking();

  /** Runs the handler, or continues its response, on a thread that may block that long. */
  void call(Wire wire);

  /**
   * Answers with this error instead of making the call or reading the next request, and ends the
   * connection.
   */
  void refuse(HttpException reason);

  /**
   * Reports that the connection has {@linkplain #overstays overstayed}. A client that has begun a
   * request gets an error, and the connection ends; {@link #next} returns the steps.
   */
  void expire();

  /** Reports that the socket is closed, and releases everything. Call it once. */
  void closed();

  /** The current phase. Any thread may call this. */
  Phase phase();

  /**
   * Whether the connection has been in its phase for too long without progress. Only one thread at
   * a time may call this, repeatedly; it need not be the owner.
   *
   * @param nowNanos from a monotonic clock
   * @param wire tells whether bytes of the client wait to be read by the server; then the delay is
   *     not the client's, and the connection does not overstay
   */
  boolean overstays(long nowNanos, Wire wire);

  /** Whether {@link #overstays} has returned true. Any thread may call this. */
  boolean isExpired();
}
