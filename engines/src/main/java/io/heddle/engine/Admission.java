package io.heddle.engine;

/** What happens to an accepted connection. */
public enum Admission {
  /** It is served. */
  SERVED,
  /** Too many connections are open: it is answered with a 503. */
  TURNED_AWAY,
  /** Too many connections are being turned away already: it is closed immediately. */
  DROPPED
}
