package io.heddle.http;

/**
 * A failure that the client caused and is told about: a status and a short public reason. It has no
 * stack trace, since it says nothing about this server and must cost nothing under attack.
 */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  /** A failure answered with the status; the reason is sent to the client as text. */
  public HttpException(Status status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public Status status() {
    return status;
  }

  /** What the client is told. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
