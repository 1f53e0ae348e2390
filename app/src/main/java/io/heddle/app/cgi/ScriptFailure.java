package io.heddle.app.cgi;

import io.heddle.http.HttpException;
import io.heddle.http.Status;

/** A script that did not answer as it should. The message is for the log; it has no stack trace. */
final class ScriptFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Status BAD_GATEWAY = Status.of(502);
  private static final Status GATEWAY_TIMEOUT = Status.of(504);

  private final boolean isTimeout;

  private ScriptFailure(String message, boolean isTimeout) {
    super(message, null, false, false);
    this.isTimeout = isTimeout;
  }

  /** Its output is not a response, or it ended too early. */
  static ScriptFailure of(String message) {
    return new ScriptFailure(message, false);
  }

  /** It took too long. */
  static ScriptFailure timeout(String message) {
    return new ScriptFailure(message, true);
  }

  /** What the client learns. */
  HttpException toClient() {
    return isTimeout
        ? new HttpException(GATEWAY_TIMEOUT, "the script took too long")
        : new HttpException(BAD_GATEWAY, "the script failed");
  }
}
