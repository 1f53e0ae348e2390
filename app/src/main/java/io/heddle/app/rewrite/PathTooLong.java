package io.heddle.app.rewrite;

/** A rule makes a path longer than any server should have to handle: the rule is wrong. */
final class PathTooLong extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PathTooLong(String message) {
    super(message, null, false, false);
  }
}
