package io.heddle.engine;

/** The calls of an observer, of connections or of the engine. */
enum Moment {
  OPENED,
  CLOSED,
  RECEIVED,
  SENT,
  DELAYED,
  RESPONDED,
  ABANDONED,
  REFUSED,
  EXPIRED,
  FAILED,
  ADMITTED,
  BORROWED,
  PROBED
}
