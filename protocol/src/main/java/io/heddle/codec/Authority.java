package io.heddle.codec;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;

/** The host and port in a Host field or an absolute target (RFC 3986 section 3.2). */
final class Authority {
  private Authority() {}

  /**
   * Checks that this is {@code host [ ":" port ]}; user information is refused (RFC 9110 4.2.4).
   *
   * @throws HttpException 400
   */
  static void check(Octets authority) {
    boolean literal = !authority.isEmpty() && authority.at(0) == '[';
    int hostEnd = literal ? literalEnd(authority) : nameEnd(authority);
    if (hostEnd == 0 || !isPort(authority, hostEnd)) {
      throw Syntax.malformed("Host is malformed");
    }
  }

  private static int nameEnd(Octets authority) {
    int at = 0;
    while (at < authority.length() && Ascii.isHostChar(authority.at(at))) {
      if (authority.at(at) == '%' && PercentEncoding.triplet(authority, at) < 0) {
        return 0;
      }
      at++;
    }
    return at;
  }

  /** The position after an address in brackets; 0 if there is none. */
  private static int literalEnd(Octets authority) {
    int at = 1;
    while (at < authority.length() && isLiteralChar(authority.at(at))) {
      at++;
    }
    boolean closed = at > 2 && at < authority.length() && authority.at(at) == ']';
    return closed ? at + 1 : 0;
  }

  private static boolean isLiteralChar(byte b) {
    return Ascii.hexValue(b) >= 0 || b == ':' || b == '.';
  }

  private static boolean isPort(Octets authority, int from) {
    if (from == authority.length()) {
      return true;
    }
    int port = 0;
    for (int i = from + 1; i < authority.length(); i++) {
      byte b = authority.at(i);
      port = port * 10 + b - '0';
      if (!Ascii.isDigit(b) || port > 65_535) {
        return false;
      }
    }
    return authority.at(from) == ':';
  }
}
