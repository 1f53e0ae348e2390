package io.heddle.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A response as a handler gives it: status, fields and body. It cannot change, so that one may
 * serve as a constant; a {@link Body.Region} or {@link Body.Stream} makes it good for one use.
 *
 * <p>The connection adds Date, Server, Content-Length, Transfer-Encoding and Connection.
 */
public final class Response {
  private static final Set<HeaderName> OF_THE_CONNECTION =
      Set.of(
          HeaderName.CONNECTION,
          HeaderName.CONTENT_LENGTH,
          HeaderName.DATE,
          HeaderName.SERVER,
          HeaderName.TRANSFER_ENCODING);
  private static final Field TEXT = MediaType.TEXT.field();

  private final Status status;
  private final List<Field> fields;
  private final Body body;
  private final boolean closing;

  private Response(Status status, List<Field> fields, Body body, boolean closing) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.closing = closing;
  }

  /** A response with this status and no content. */
  public static Response of(Status status) {
    return new Response(status, List.of(), Body.EMPTY, false);
  }

  /** 200 with this content. */
  public static Response ok(MediaType type, Body body) {
    return of(Status.OK).with(type.field()).with(body);
  }

  /** 200 with this content as text in UTF-8. */
  public static Response text(String text) {
    return of(Status.OK).with(TEXT).with(Body.text(text));
  }

  /** A response that tells the client what went wrong, as one line of text. */
  public static Response error(Status status, String reason) {
    return of(status).with(TEXT).with(Body.text(status + ": " + reason + "\n"));
  }

  /** This response with one more field. */
  public Response with(HeaderName name, String value) {
    return with(Field.of(name, value));
  }

  /**
   * This response with one more field.
   *
   * @throws IllegalArgumentException when the field is one that the connection itself adds
   */
  public Response with(Field field) {
    if (OF_THE_CONNECTION.contains(field.name())) {
      throw new IllegalArgumentException(field.name() + " is set by the connection");
    }
    List<Field> more = new ArrayList<>(fields.size() + 1);
    more.addAll(fields);
    more.add(field);
    return new Response(status, Collections.unmodifiableList(more), body, closing);
  }

  /** This response with another body. */
  public Response with(Body other) {
    return new Response(status, fields, other, closing);
  }

  /** This response as the last one of its connection. */
  public Response thenClose() {
    return new Response(status, fields, body, true);
  }

  public Status status() {
    return status;
  }

  public List<Field> fields() {
    return fields;
  }

  public Body body() {
    return body;
  }

  /** Whether the connection closes after this response. */
  public boolean isClosing() {
    return closing;
  }
}
