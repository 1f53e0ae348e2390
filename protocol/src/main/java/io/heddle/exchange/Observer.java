package io.heddle.exchange;

import io.heddle.connection.Phase;
import io.heddle.http.HttpException;

/**
 * Is told what happens on the connections, on the threads that own them: it must be fast, never
 * wait, and allow many calls at a time. What it throws is logged, and makes no difference to
 * clients.
 */
public interface Observer {
  /** One that does not look. */
  Observer NONE = new Observer() {};

  /** A connection has been accepted. */
  default void opened() {}

  /** A connection is over. */
  default void closed() {}

  /** Bytes have come in. */
  default void received(long bytes) {}

  /** Bytes have gone out. */
  default void sent(long bytes) {}

  /**
   * A request cannot be answered at once: its handler may wait, content is still to come, or the
   * client does not take the response. Exactly one {@link #responded} or {@link #abandoned}
   * follows.
   */
  default void delayed() {}

  /** A response is over: it was sent, or the client left or was cut off in the middle of it. */
  default void responded(Exchange exchange) {}

  /** A connection is over before anything of the response to its request was sent. */
  default void abandoned(Exchange exchange) {}

  /**
   * A request was refused without its handler: it broke the rules of HTTP in its head or in its
   * content, or the server has no room for it. The response says which.
   */
  default void refused(HttpException refusal) {}

  /** A connection stayed in a phase for longer than it may. */
  default void expired(Phase phase) {}

  /**
   * Something went wrong through a fault of ours: in a handler, or in the content while it was
   * sent. The client gets a 500 if it still can, and is cut off otherwise.
   */
  default void failed(Exchange soFar, Throwable failure) {}
}
