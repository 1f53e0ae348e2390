package io.heddle.connection;

import io.heddle.http.ConnectionInfo;

/** What all connections of a server have in common. Any thread may use it. */
public interface Protocol {
  /**
   * A connection that has just been accepted.
   *
   * @param idleBytes how much room {@link Connection#space} offers between requests at first: 0 for
   *     an engine that reads only when there is something to read, so that an idle connection needs
   *     no buffer
   */
  Connection open(ConnectionInfo info, int idleBytes);

  /** How long connections may stay in each phase, at this moment. */
  Timeouts timeouts();

  /**
   * From now on each connection ends: with its next response, or when no request has come for a
   * moment.
   */
  void drain();

  boolean isDraining();
}
