package io.heddle.http1;

import io.heddle.connection.Phase;

/** The state of an HTTP/1.1 connection, and its phase for deadlines. */
enum State {
  /** Nothing has been received yet. */
  OPENED(Phase.OPENED),
  /** Between two requests. */
  IDLE(Phase.IDLE),
  /** Reading a request's head. */
  HEAD(Phase.HEAD),
  /** Reading a small body completely, for a handler that is not FREELY blocking. */
  GATHER(Phase.BODY),
  /** The call is due. */
  READY(Phase.HANDLING),
  /** Another server answers the request. */
  RELAY(Phase.UPSTREAM),
  /** Another server answers the request, and takes content that the client still sends. */
  FORWARD(Phase.BODY),
  /** Dropping the rest of a body that no handler read. */
  SKIP(Phase.BODY),
  /** Sending the last response. */
  LAST(Phase.WRITE),
  /** The last response is sent, and the client may still be sending. */
  LINGER(Phase.LINGER),
  /** The socket must be closed. */
  CLOSED(Phase.CLOSED),
  /** The socket must be closed with a reset, so that the client notices it was cut off. */
  RESET(Phase.CLOSED);

  final Phase phase;

  State(Phase phase) {
    this.phase = phase;
  }
}
