package io.heddle.http1;

/** The outcome of a response. */
enum Outcome {
  /** A thread that may block must write its content. */
  DEFERRED,
  /** Another server answers, and {@link Relaying} will have the outcome. */
  RELAYED,
  /** It is sent or in the outbox; the connection persists. */
  PERSISTENT,
  /** It is sent or in the outbox; it is the last response of the connection. */
  LAST,
  /** The client is gone, and nothing of it was sent. */
  ABANDONED,
  /** It was cut off: the client is gone, or notices from the normal close of the connection. */
  CUT_OFF,
  /** It was cut off, and a normal close would make it look complete. */
  RESET
}
