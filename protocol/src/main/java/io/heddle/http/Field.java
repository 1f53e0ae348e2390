package io.heddle.http;

import java.nio.charset.StandardCharsets;

/**
 * A header field of a response. Its line is encoded once, on creation, so a field in a constant
 * costs one copy per response.
 */
public final class Field {
  private final HeaderName name;
  private final String value;
  private final byte[] line;

  private Field(HeaderName name, String value) {
    this.name = name;
    this.value = value;
    this.line = (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * A field with this name and value.
   *
   * @throws IllegalArgumentException when the value contains a control character or a character
   *     outside ISO 8859-1. No value can therefore end the line early (response splitting)
   */
  public static Field of(HeaderName name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!Ascii.isValueChar(value.charAt(i))) {
        throw new IllegalArgumentException(
            "value of " + name + " holds the character U+%04X".formatted((int) value.charAt(i)));
      }
    }
    return new Field(name, value);
  }

  public HeaderName name() {
    return name;
  }

  public String value() {
    return value;
  }

  /** How many bytes {@link #copyLine} writes. */
  public int lineLength() {
    return line.length;
  }

  /** Copies {@code Name: value CRLF} to the array and returns the position after it. */
  public int copyLine(byte[] target, int at) {
    System.arraycopy(line, 0, target, at, line.length);
    return at + line.length;
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
