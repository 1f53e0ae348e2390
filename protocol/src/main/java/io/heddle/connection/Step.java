package io.heddle.connection;

/** What an engine is to do next for a connection. */
public enum Step {
  /** Read to {@link Connection#space}, then report {@link Connection#filled}. */
  READ,
  /** Send by {@link Connection#flush}. */
  WRITE,
  /**
   * Run the handler by {@link Connection#call}; it may wait as {@link Connection#blocking} says.
   */
  CALL,
  /** Close the socket, then report {@link Connection#closed}. */
  CLOSE,
  /**
   * Close the socket so that the client sees a reset (TCP's RST), then report {@link
   * Connection#closed}: the end of the connection would pass for the end of an answer that was cut
   * off.
   */
  RESET
}
