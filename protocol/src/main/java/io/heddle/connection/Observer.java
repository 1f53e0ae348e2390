package io.heddle.connection;

import io.heddle.http.HttpException;

/**
 * Is told what happens on the connections, on the threads that own them: it must be fast, never
 * wait, and bear being called by many at a time.
 */
public interface Observer {
  /** One that does not look. */
  Observer NONE = new Observer() {};

  /** A connection has been accepted. */
  default void opened() {}

  /** A connection is over. */
  default void closed() {}

  /** Octets have come in. */
  default void received(long octets) {}

  /** Octets have gone out. */
  default void sent(long octets) {}

  /**
   * A request cannot be answered at once: its handler may wait, or content is still to come, its
   * own or the response's. Exactly one {@link #responded} or {@link #abandoned} follows.
   */
  default void delayed(Exchange exchange) {}

  /** A response is complete as far as the handler goes: it is sent, or waits to be. */
  default void responded(Exchange exchange) {}

  /** A connection is over before its delayed request got a response. */
  default void abandoned(Exchange exchange) {}

  /** A request broke the rules of HTTP in its head or in its content; the response says how. */
  default void refused(HttpException refusal) {}

  /** A connection stayed in a phase for longer than it may. */
  default void expired(Phase phase) {}

  /** A handler failed in a way that is a fault of ours; the client gets a 500 if it still can. */
  default void failed(Exchange exchange, Throwable failure) {}
}
