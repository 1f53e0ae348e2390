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

  /** A response is complete as far as the handler goes: it is sent, or waits to be. */
  default void responded(Exchange exchange) {}

  /** A request was refused before it had a route; the response to it says why. */
  default void refused(HttpException refusal) {}

  /** A connection stayed in a phase for longer than it may. */
  default void expired(Phase phase) {}

  /** A handler failed in a way that is a fault of ours; the client gets a 500 if it still can. */
  default void failed(Exchange exchange, Throwable failure) {}
}
