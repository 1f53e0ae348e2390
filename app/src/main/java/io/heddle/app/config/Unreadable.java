package io.heddle.app.config;

/** A configuration file, or one that it includes, cannot be read to its end. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Mistake mistake;

  Unreadable(Mistake mistake) {
    super(mistake.toString(), null, false, false);
    this.mistake = mistake;
  }

  Mistake mistake() {
    return mistake;
  }
}
