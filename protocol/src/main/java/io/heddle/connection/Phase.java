package io.heddle.connection;

/** Where a connection is in its life, as deadlines and metrics see it. */
public enum Phase {
  /** Accepted; nothing has come yet. */
  OPENED,
  /** Between requests. */
  IDLE,
  /** A head is coming in. */
  HEAD,
  /** A handler runs. */
  HANDLING,
  /** The server waits for content of a request. */
  BODY,
  /** The server waits for the client to take what it sends. */
  WRITE,
  /** All is said: what the client still sends is dropped, so that it can read the last answer. */
  LINGER,
  /** The end. */
  CLOSED;

  /** Whether the server waits for bytes of the client. */
  boolean awaitsInput() {
    return switch (this) {
      case OPENED, IDLE, HEAD, BODY -> true;
      case HANDLING, WRITE, LINGER, CLOSED -> false;
    };
  }
}
