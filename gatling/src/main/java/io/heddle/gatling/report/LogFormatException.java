package io.heddle.gatling.report;

import java.io.IOException;

/** A file is not a complete {@code simulation.log}; the message says where and why. */
public final class LogFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  LogFormatException(String message) {
    super(message);
  }
}
