package io.heddle.gatling;

/** What determines when the next user arrives. */
enum Model {
  /** The clock: users arrive at a rate, whether or not the server keeps up. Measures latency. */
  OPEN,
  /**
   * The last response: the number of users is fixed, and each one that leaves is replaced. Measures
   * capacity.
   */
  CLOSED
}
