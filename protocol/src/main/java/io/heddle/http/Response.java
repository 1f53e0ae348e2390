package io.heddle.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A response as a handler gives it: status, fields and body. It never changes, so a response whose
 * body is in memory can be a constant; one with a {@link Body.Region} or a {@link Body.Stream} can
 * be sent once.
 *
 * <p>The connection adds Date, Server, Content-Length, Transfer-Encoding and Connection. It sends
 * no content to HEAD, so a handler answers HEAD as it answers GET.
 */
public final class Response {
  private static final Set<HeaderName> OF_THE_CONNECTION =
      Set.of(
          HeaderName.CONNECTION,
          HeaderName.CONTENT_LENGTH,
          HeaderName.DATE,
          HeaderName.SERVER,
          HeaderName.TRANSFER_ENCODING);

  private final Status status;
  private final List<Field> fields;
  private final Body body;
  private final boolean closing;
  private final @Nullable String reason;

  private Response(
      Status status, List<Field> fields, Body body, boolean closing, @Nullable String reason) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.closing = closing;
    this.reason = reason;
  }

  /** A response with this status and no content. */
  public static Response of(Status status) {
    return new Response(status, List.of(), Body.EMPTY, false, null);
  }

  /** 200 with this content. */
  public static Response ok(MediaType type, Body body) {
    return new Response(Status.OK, List.of(type.field()), body, false, null);
  }

  /** 200 with this content as text in UTF-8. */
  public static Response text(String text) {
    return ok(MediaType.TEXT, Body.text(text));
  }

  /**
   * A response that tells the client what went wrong. Its body is one line of text, unless the
   * site's {@link ErrorPages} have a page for it; they leave a response alone that was given
   * another body.
   */
  public static Response error(Status status, String reason) {
    Body line = Body.text(status + ": " + reason + "\n");
    return new Response(status, List.of(MediaType.TEXT.field()), line, false, reason);
  }

  /**
   * This response with one more field, as {@link #append} adds it.
   *
   * @throws IllegalArgumentException when the field is one that the connection itself adds, or the
   *     value is no field value
   */
  public Response with(HeaderName name, String value) {
    return append(Field.of(name, value));
  }

  /**
   * This response with one more field, after all others, even of the same name.
   *
   * @throws IllegalArgumentException when the field is one that the connection itself adds
   */
  public Response append(Field field) {
    requireNotOfTheConnection(field.name());
    List<Field> more = new ArrayList<>(fields.size() + 1);
    more.addAll(fields);
    more.add(field);
    return with(more);
  }

  /**
   * This response with the field in the place of the first of its name, and without the others of
   * that name; after all fields if there is none.
   *
   * @throws IllegalArgumentException when the field is one that the connection itself adds
   */
  public Response replace(Field field) {
    requireNotOfTheConnection(field.name());
    List<Field> others = new ArrayList<>(fields.size() + 1);
    boolean placed = false;
    for (Field existing : fields) {
      if (!existing.name().equals(field.name())) {
        others.add(existing);
      } else if (!placed) {
        others.add(field);
        placed = true;
      }
    }
    if (!placed) {
      others.add(field);
    }
    return with(others);
  }

  /** This response without the fields of this name. */
  public Response without(HeaderName name) {
    return with(fields.stream().filter(field -> !field.name().equals(name)).toList());
  }

  /** The value of the first field of this name. */
  public Optional<String> first(HeaderName name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  private static void requireNotOfTheConnection(HeaderName name) {
    if (OF_THE_CONNECTION.contains(name)) {
      throw new IllegalArgumentException(name + " is set by the connection");
    }
  }

  private Response with(List<Field> others) {
    return new Response(status, Collections.unmodifiableList(others), body, closing, reason);
  }

  /** This response with another status. */
  public Response with(Status other) {
    return new Response(other, fields, body, closing, reason);
  }

  /** This response with another body; the one that it had is closed, unless it is the same. */
  @SuppressWarnings("ReferenceEquality") // two bodies of the same content are two to close
  public Response with(Body other) {
    if (other != body) {
      body.close();
    }
    return new Response(status, fields, other, closing, null);
  }

  /**
   * This response with a body made of the one that it has, such as a compressed one. The new body
   * closes the old one when it is closed itself.
   */
  public Response map(UnaryOperator<Body> wrapping) {
    return new Response(status, fields, wrapping.apply(body), closing, null);
  }

  /** This response as the last one of its connection. */
  public Response thenClose() {
    return new Response(status, fields, body, true, reason);
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

  /**
   * What went wrong, in words for the client; empty unless {@link #error} made this response and
   * its body is still the line of text.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
