package io.heddle.gatling.report;

import java.io.IOException;

/** A file that is no {@code simulation.log}, or not a whole one; the message says where and why. */
public final class LogFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  LogFormatException(String message) {
    super(message);
  }
}
