package io.heddle.connection;

/** What an engine is to do next for a connection. */
public enum Step {
  /** Read to {@link Connection#space}, then report {@link Connection#filled}. */
  READ,
  /** Send by {@link Connection#flush}. */
  WRITE,
  /** Run the handler by {@link Connection#call}; it may wait if {@link Connection#mayWait}. */
  CALL,
  /** Close the socket, then report {@link Connection#closed}. */
  CLOSE
}
