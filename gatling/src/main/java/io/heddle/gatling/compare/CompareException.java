package io.heddle.gatling.compare;

/** The program cannot go on; the message says what to do. */
final class CompareException extends Exception {
  /** The exit status if something failed. */
  static final int FAILED = 1;

  /** The exit status for wrong options. */
  static final int WRONG_OPTIONS = 2;

  private static final long serialVersionUID = 1L;

  private final int status;

  private CompareException(int status, String message) {
    super(message);
    this.status = status;
  }

  static CompareException failed(String message) {
    return new CompareException(FAILED, message);
  }

  static CompareException wrongOption(String message) {
    return new CompareException(WRONG_OPTIONS, message);
  }

  int status() {
    return status;
  }

  /** The message, which is always there. */
  String text() {
    return String.valueOf(getMessage());
  }
}
