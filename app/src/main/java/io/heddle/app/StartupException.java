package io.heddle.app;

/** The server cannot start: one line that names what failed, the value and the remedy. */
final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
