package io.heddle.app.client;

import java.io.IOException;

/** A transfer has failed, with one line that says why. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  TransferException(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  TransferException(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  ExitStatus status() {
    return status;
  }

  /** Whether nobody reads the output any more, so that there is nothing left to do or to say. */
  boolean isBrokenPipe() {
    return status == ExitStatus.NOT_WRITTEN
        && getCause() != null
        && String.valueOf(getCause().getMessage()).contains("Broken pipe");
  }
}
