package io.heddle.http1;

/** What became of a response. */
enum Outcome {
  /** Its content is to be written by a thread that may wait. */
  DEFERRED,
  /** It is in the outbox or sent; the connection goes on. */
  PERSISTENT,
  /** It is in the outbox or sent; it is the connection's last. */
  LAST,
  /** The client is gone, and nothing of it was sent. */
  ABANDONED,
  /** It was cut off: the client is gone, or can tell that from the end of the connection. */
  CUT_OFF,
  /** It was cut off, and the client could take the end of the connection for its end. */
  RESET
}
