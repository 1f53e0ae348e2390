package io.heddle.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The server cannot start: one line that names what failed, the value and the remedy. */
final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }

  StartupException(String message) {
    super(message);
  }

  /** A failure that a file caused. */
  static StartupException of(String failure, IOException cause, String remedy) {
    return new StartupException(failure + " (" + reason(cause) + "): " + remedy, cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : String.valueOf(e.getMessage());
  }
}
