package io.heddle.engine;

/** When an observer is told something, of connections or of the engine. */
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
