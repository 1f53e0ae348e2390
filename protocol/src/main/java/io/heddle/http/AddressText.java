package io.heddle.http;

import java.net.InetAddress;
import java.util.Optional;

/** IP addresses as text, in the forms that everyone reads in the same way. */
public final class AddressText {
  private static final int IPV4_NUMBERS = 4;
  private static final int MAX_NUMBER = 255;

  private AddressText() {}

  /**
   * Reads an IPv4 address of four decimal numbers, or an IPv6 address without brackets and zone. An
   * IPv4 address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is read as IPv4. Nothing is
   * looked up.
   *
   * @return empty if it is something else
   */
  public static Optional<InetAddress> parse(String text) {
    if (!(text.indexOf(':') < 0 ? isIpv4(text) : hasCharsOfIpv6(text))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A leading zero is refused, because some programs then read the number as octal. */
  private static boolean isIpv4(String text) {
    int numbers = 0;
    int start = 0;
    while (start <= text.length()) {
      int dot = text.indexOf('.', start);
      int end = dot < 0 ? text.length() : dot;
      if (++numbers > IPV4_NUMBERS || !isNumber(text, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return numbers == IPV4_NUMBERS;
  }

  private static boolean isNumber(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
      return false;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      value = value * 10 + (c - '0');
    }
    return value <= MAX_NUMBER;
  }

  private static boolean hasCharsOfIpv6(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!isHex && c != ':' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
