package io.heddle.connection;

import io.heddle.http.ConnectionInfo;

/** A protocol, shared by all connections of a server. Thread-safe. */
public interface Protocol {
  /**
   * Opens a connection that has just been accepted.
   *
   * @param idleBytes initial room that {@link Connection#space} offers between requests: 0 for an
   *     engine that reads only when there is input, so that an idle connection needs no buffer
   * @param driver the engine's side of the connection
   */
  Connection open(ConnectionInfo info, int idleBytes, Driver driver);

  /** How long connections may currently stay in each phase. */
  Timeouts timeouts();

  /**
   * Ends each connection from now on: with its next response, or after a short time without a
   * request.
   */
  void drain();

  boolean isDraining();

  /**
   * This protocol for some of its connections, such as those of a listener. It drains with the
   * whole; if it is drained on its own, its connections are served until their ends as they were
   * until then, whatever else is served from then on.
   */
  Protocol part();
}
