package io.heddle.http1;

import io.heddle.connection.Phase;

/** What an HTTP/1.1 connection is about, and which phase that is for the deadlines. */
enum State {
  /** Nothing has come yet. */
  OPENED(Phase.OPENED),
  /** Between two requests; none has begun. */
  IDLE(Phase.IDLE),
  /** A request's head is read. */
  HEAD(Phase.HEAD),
  /** A small body is read whole, for a handler that does not wait freely. */
  GATHER(Phase.BODY),
  /** The call is to be made. */
  READY(Phase.HANDLING),
  /** The rest of a body that no handler wanted is dropped. */
  SKIP(Phase.BODY),
  /** The last answer is on its way. */
  LAST(Phase.WRITE),
  /** The last answer is sent, and the client may still be sending. */
  LINGER(Phase.LINGER),
  /** The socket is to be closed. */
  CLOSED(Phase.CLOSED),
  /** The socket is to be closed so that the client sees it was cut off. */
  RESET(Phase.CLOSED);

  final Phase phase;

  State(Phase phase) {
    this.phase = phase;
  }
}
