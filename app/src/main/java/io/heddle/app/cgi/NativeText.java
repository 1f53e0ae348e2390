package io.heddle.app.cgi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Text that reaches a program unchanged. Java encodes what it gives to programs, and names of
 * files, in the encoding of the locale, which may be ASCII.
 */
final class NativeText {
  private NativeText() {}

  /** The text; empty if the locale's encoding lacks some of its characters. */
  static Optional<String> of(String text) {
    try {
      return Optional.of(Path.of(text)).map(_ -> text);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Text that a program receives as these bytes; empty if there is none.
   *
   * @param value of a field, in ISO 8859-1
   */
  static Optional<String> ofBytes(String value) {
    if (value.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(value);
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
