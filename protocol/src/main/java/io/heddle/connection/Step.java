package io.heddle.connection;

/** What an engine does next for a connection. */
public enum Step {
  /** Read into {@link Connection#space}, then call {@link Connection#filled}. */
  READ,
  /** Send with {@link Connection#flush}. */
  WRITE,
  /**
   * Run the handler with {@link Connection#call}; it may block as {@link Connection#blocking} says.
   */
  CALL,
  /**
   * Do nothing until the connection {@linkplain Driver#wake wakes} the engine or {@linkplain
   * Connection#overstays overstays}.
   */
  AWAIT,
  /** Close the socket, then call {@link Connection#closed}. */
  CLOSE,
  /**
   * Close the socket with a reset (TCP RST), then call {@link Connection#closed}. A normal close
   * would make a truncated response look complete.
   */
  RESET
}
