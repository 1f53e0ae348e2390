package io.heddle.client;

import java.io.IOException;

/** A response that is missing, cut off or not HTTP. The message says what is wrong, and where. */
public final class ResponseException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Fault {
    /** The server has closed the connection before the first byte of a response. */
    UNANSWERED,
    /** The server has closed the connection within a response. */
    CUT_OFF,
    /** The response breaks the rules of HTTP. */
    MALFORMED
  }

  private final Fault fault;

  ResponseException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
