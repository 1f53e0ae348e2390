package io.heddle.codec;

import io.heddle.http.HttpException;
import io.heddle.http.Status;

/** What all parsers of this package have in common: how they refuse input, and blanks. */
final class Syntax {
  private Syntax() {}

  /** The refusal of malformed input: 400. */
  static HttpException malformed(String what) {
    return new HttpException(Status.BAD_REQUEST, what);
  }

  /** Refuses a line whose CR is not followed by LF; the message names the line like this. */
  static void requireLf(byte b, String line) {
    if (b != '\n') {
      throw malformed(line + " ends in a bare CR");
    }
  }

  /** Whether it is a space or a tab, the whitespace of HTTP (RFC 9110 section 5.6.3). */
  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
