package io.heddle.engine;

/** What becomes of a connection that has been accepted. */
public enum Admission {
  /** It is served. */
  SERVED,
  /** There are too many: it is answered 503. */
  TURNED_AWAY,
  /** Even of those that are being turned away there are too many: it is closed at once. */
  DROPPED
}
