package io.heddle.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A response from a handler: status, fields and body. It is immutable, so a response with a body in
 * memory can be a constant; one with a {@link Body.Region} or a {@link Body.Stream} can be sent
 * only once.
 *
 * <p>The connection adds Date, Server, Content-Length, Transfer-Encoding and Connection. It sends
 * no content for HEAD, so a handler treats HEAD like GET.
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
   * An error response. Its body is a line of text, which the site's {@link ErrorPages} may replace
   * by a page. They do not touch a response that was given another body.
   */
  public static Response error(Status status, String reason) {
    Body line = Body.text(status + ": " + reason + "\n");
    return new Response(status, List.of(MediaType.TEXT.field()), line, false, reason);
  }

  /**
   * A copy with one more field, as with {@link #append}.
   *
   * @throws IllegalArgumentException when the connection itself sets this field, or the value is
   *     not a valid field value
   */
  public Response with(HeaderName name, String value) {
    return append(Field.of(name, value));
  }

  /**
   * A copy with one more field after all others, including those of the same name.
   *
   * @throws IllegalArgumentException when the connection itself sets this field
   */
  public Response append(Field field) {
    return append(List.of(field));
  }

  /**
   * A copy with these fields after all others.
   *
   * @throws IllegalArgumentException when the connection itself sets one of them
   */
  public Response append(List<Field> added) {
    List<Field> more = new ArrayList<>(fields.size() + added.size());
    more.addAll(fields);
    for (Field field : added) {
      requireNotOfTheConnection(field.name());
      more.add(field);
    }
    return with(more);
  }

  /**
   * A copy in which this field replaces all fields of its name, at the position of the first; at
   * the end if there is none.
   *
   * @throws IllegalArgumentException when the connection itself sets this field
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

  /** A copy without the fields of this name. */
  public Response without(HeaderName name) {
    return without(Set.of(name));
  }

  /** A copy without the fields of these names. */
  public Response without(Set<HeaderName> names) {
    List<Field> others = new ArrayList<>(fields.size());
    for (Field field : fields) {
      if (!names.contains(field.name())) {
        others.add(field);
      }
    }
    return with(others);
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

  static void requireNotOfTheConnection(HeaderName name) {
    if (OF_THE_CONNECTION.contains(name)) {
      throw new IllegalArgumentException(name + " is set by the connection");
    }
  }

  private Response with(List<Field> others) {
    return new Response(status, Collections.unmodifiableList(others), body, closing, reason);
  }

  /** A copy with another status. */
  public Response with(Status other) {
    return new Response(other, fields, body, closing, reason);
  }

  /** A copy with another body. Closes the current body unless it is the same object. */
  @SuppressWarnings("ReferenceEquality") // Two bodies with equal content must both be closed.
  public Response with(Body other) {
    if (other != body) {
      body.close();
    }
    return new Response(status, fields, other, closing, null);
  }

  /**
   * A copy whose body wraps the current one, for example to compress it. The new body must close
   * the old one when it is closed.
   */
  public Response map(UnaryOperator<Body> wrapping) {
    return new Response(status, fields, wrapping.apply(body), closing, null);
  }

  /** A copy that closes the connection after it is sent. */
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
   * The error text for the client; empty unless {@link #error} made this response and its body is
   * still that line of text.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
