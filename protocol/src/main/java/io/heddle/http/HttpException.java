package io.heddle.http;

/**
 * A failure that the client is told about: a status and a short public reason. It is no fault of
 * the server's, so it has no stack trace and is not logged; that also keeps it cheap under attack.
 */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  /** A failure that is answered with this status; the client sees the reason. */
  public HttpException(Status status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public Status status() {
    return status;
  }

  /** The words that the client sees. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
