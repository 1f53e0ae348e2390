package io.heddle.gatling;

/** What decides when the next user comes. */
enum Model {
  /** The clock: users come at a rate, whether or not the server keeps up. Asks for latency. */
  OPEN,
  /**
   * The last answer: so many users are there, and each that goes is replaced. Asks for capacity.
   */
  CLOSED
}
