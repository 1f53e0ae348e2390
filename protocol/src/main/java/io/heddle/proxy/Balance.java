package io.heddle.proxy;

/** Which of several servers gets a request. */
public enum Balance {
  /** Each in turn. */
  ROUND_ROBIN,
  /** The one with the fewest requests in progress; among equals, each in turn. */
  LEAST_CONNECTIONS
}
