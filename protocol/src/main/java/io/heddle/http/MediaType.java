package io.heddle.http;

import org.jspecify.annotations.Nullable;

/**
 * A media type with its parameters, as in the Content-Type field (RFC 9110 section 8.3). The field
 * is encoded once.
 */
public final class MediaType {
  public static final MediaType TEXT = new MediaType("text/plain; charset=utf-8");
  public static final MediaType PLAIN = new MediaType("text/plain");
  public static final MediaType HTML = new MediaType("text/html; charset=utf-8");
  public static final MediaType JSON = new MediaType("application/json");
  public static final MediaType BINARY = new MediaType("application/octet-stream");

  private final String text;
  private final Field field;

  /**
   * A media type with this text.
   *
   * @param text the whole field value, such as {@code text/html; charset=utf-8}
   * @throws IllegalArgumentException when it is not a valid field value
   */
  public MediaType(String text) {
    this.text = text;
    this.field = Field.of(HeaderName.CONTENT_TYPE, text);
  }

  /** The whole field value. */
  public String text() {
    return text;
  }

  /** The Content-Type field with this value. */
  public Field field() {
    return field;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType type && type.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
