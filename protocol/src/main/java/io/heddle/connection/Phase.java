package io.heddle.connection;

/** The phase of a connection's life, for deadlines and metrics. */
public enum Phase {
  /** Accepted; nothing has been received yet. */
  OPENED,
  /** Between requests. */
  IDLE,
  /** A head is arriving. */
  HEAD,
  /** A handler runs. */
  HANDLING,
  /** The server waits for another server that answers the request. */
  UPSTREAM,
  /** The server waits for the content of a request. */
  BODY,
  /** The server waits for the client to read what it sends. */
  WRITE,
  /**
   * The last response is sent; further input is dropped, so that the client can read the response.
   */
  LINGER,
  /** Closed. */
  CLOSED;

  /** Whether the server waits for the client to send. */
  boolean awaitsInput() {
    return switch (this) {
      case OPENED, IDLE, HEAD, BODY -> true;
      case HANDLING, UPSTREAM, WRITE, LINGER, CLOSED -> false;
    };
  }
}
