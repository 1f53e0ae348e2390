package io.heddle.exchange;

import io.heddle.connection.Phase;
import io.heddle.http.HttpException;

/**
 * A listener for events on connections. It is called on the threads that own them, so it must be
 * fast, never block, and allow concurrent calls. Its exceptions are logged and do not affect
 * clients.
 */
public interface Observer {
  /** An observer that does nothing. */
  Observer NONE = new Observer() {};

  /** A connection was accepted. */
  default void opened() {}

  /** A connection was closed. */
  default void closed() {}

  /** Bytes were received. */
  default void received(long bytes) {}

  /** Bytes were sent. */
  default void sent(long bytes) {}

  /**
   * A request is not answered immediately: its handler may block, content is still to come, or the
   * client does not read the response. Exactly one {@link #responded} or {@link #abandoned}
   * follows.
   */
  default void delayed() {}

  /** A response is over: it was sent, or the client left or was cut off in the middle of it. */
  default void responded(Exchange exchange) {}

  /** A connection ended before any part of the response to its request was sent. */
  default void abandoned(Exchange exchange) {}

  /**
   * A request was refused without its handler: its head or content violated HTTP, or the server has
   * no room for it. The response says which.
   */
  default void refused(HttpException refusal) {}

  /** A connection stayed in a phase for too long. */
  default void expired(Phase phase) {}

  /**
   * A fault of ours occurred, in a handler or in content while it was sent. The client gets a 500
   * if that is still possible; otherwise it is cut off.
   */
  default void failed(Exchange soFar, Throwable failure) {}
}
