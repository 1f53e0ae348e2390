package io.heddle.http;

import java.util.List;

/**
 * A failure that is reported to the client with a status and a short public reason. It is not the
 * server's fault, so it has no stack trace and is not logged; that also keeps it cheap under
 * attack.
 */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final transient List<Field> fields;

  /** A failure with this status; the client sees the reason. */
  public HttpException(Status status, String reason) {
    this(status, reason, List.of());
  }

  /**
   * A failure whose response also has these fields.
   *
   * @throws IllegalArgumentException when the connection itself sets one of them
   */
  public HttpException(Status status, String reason, List<Field> fields) {
    super(reason, null, false, false);
    this.status = status;
    this.fields = List.copyOf(fields);
    for (Field field : this.fields) {
      Response.requireNotOfTheConnection(field.name());
    }
  }

  public Status status() {
    return status;
  }

  /** The fields of the response, besides those of every error. */
  public List<Field> fields() {
    return fields;
  }

  /** The text that the client sees. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
