package io.heddle.connection;

import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connection without its socket, thread and clock. An engine asks {@link #next} what to do and
 * reports what came of it; asking twice changes nothing.
 *
 * <p>One thread owns a connection at any time, and only the methods that say so may be used by
 * another.
 */
public interface Connection {
  /** What is to be done next. */
  Step next();

  /** Where to read to. To be asked only when {@link #next} says READ. */
  ByteBuffer space();

  /** Says how many bytes were read to {@link #space}; -1 when the client has sent its last. */
  void filled(int count);

  /**
   * Sends as much as the wire takes.
   *
   * @return whether all is sent
   * @throws IOException when the client is gone
   */
  boolean flush(Wire wire) throws IOException;

  /** How long the call that {@link #next} asks for may keep its thread. */
  Blocking blocking();

  /** Runs the handler, or goes on with its response, on a thread that may wait so long. */
  void call(Wire wire);

  /**
   * Answers so in place of the call that is to be made, or of whatever the client is going to ask,
   * and ends the connection.
   */
  void refuse(HttpException reason);

  /**
   * Says that the connection has {@linkplain #overstays overstayed}: the client is told so if it
   * has begun a request, and the connection ends. {@link #next} says how.
   */
  void expire();

  /** Says that the socket is closed; gives everything back. To be called once. */
  void closed();

  /** Where the connection is in its life. Any thread may ask. */
  Phase phase();

  /**
   * Whether the connection has been in its phase without progress for too long. One thread at a
   * time may ask, again and again; it need not be the owner.
   *
   * @param nowNanos of a clock that never goes back
   * @param wire tells whether the client's bytes are there and the server has not come to read
   *     them: then the client is not to blame, and does not overstay
   */
  boolean overstays(long nowNanos, Wire wire);

  /** Whether {@link #overstays} has said so. Any thread may ask. */
  boolean isExpired();
}
