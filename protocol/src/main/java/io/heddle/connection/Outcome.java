package io.heddle.connection;

/** What became of running an {@link Exchange}. */
enum Outcome {
  /** The response goes on, and the thread that goes on with it may have to wait. */
  UNFINISHED,
  /** The response is in the outbox or sent; the connection goes on. */
  PERSISTENT,
  /** The response is in the outbox or sent; it is the connection's last. */
  LAST,
  /** The client is gone, or can be told only by cutting it off. */
  ABORTED
}
