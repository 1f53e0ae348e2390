package io.heddle.http;

/**
 * A failure that is reported to the client with a status and a short public reason. It is not the
 * server's fault, so it has no stack trace and is not logged; that also keeps it cheap under
 * attack.
 */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  /** A failure with this status; the client sees the reason. */
  public HttpException(Status status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public Status status() {
    return status;
  }

  /** The text that the client sees. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
