package io.heddle.codec;

import io.heddle.http.HttpException;
import io.heddle.http.Status;

/** What all parsers of this package share: the exception for malformed input, and whitespace. */
final class Syntax {
  private Syntax() {}

  /** The exception for malformed input: 400. */
  static HttpException malformed(String what) {
    return new HttpException(Status.BAD_REQUEST, what);
  }

  /** Requires LF after a CR; {@code line} names the line in the message. */
  static void requireLf(byte b, String line) {
    if (b != '\n') {
      throw malformed(line + " ends in a bare CR");
    }
  }

  /** Whether this is a space or a tab, the whitespace of HTTP (RFC 9110 section 5.6.3). */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
