package io.heddle.engine.proxyprotocol;

import io.heddle.http.AddressText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Version 1 of the header: a line such as {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 443}
 * (section 2.1).
 */
final class HeaderV1 {
  /** The longest line, with its end. */
  static final int MAX_BYTES = 107;

  static final int LINE_END_BYTES = 2;

  private static final int WORDS = 6;
  private static final int MAX_PORT = 65_535;
  private static final Announcement MALFORMED = new Announcement.Malformed();

  private HeaderV1() {}

  /** Where the line ends; -1 if its end is not there. */
  static int lineEnd(byte[] bytes, int count) {
    for (int i = 0; i + 1 < count; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Reads a line.
   *
   * @param line without its end
   */
  static Announcement parse(String line) {
    String[] words = line.split(" ", -1);
    return switch (words[1]) {
      case "UNKNOWN" -> new Announcement.Nobody();
      case "TCP4" -> client(words, false);
      case "TCP6" -> client(words, true);
      default -> MALFORMED;
    };
  }

  private static Announcement client(String[] words, boolean isIpv6) {
    if (words.length != WORDS) {
      return MALFORMED;
    }
    Optional<InetAddress> source = address(words[2], isIpv6);
    Optional<InetAddress> destination = address(words[3], isIpv6);
    int port = port(words[4]);
    return source.isEmpty() || destination.isEmpty() || port < 0 || port(words[5]) < 0
        ? MALFORMED
        : new Announcement.Client(new InetSocketAddress(source.get(), port));
  }

  private static Optional<InetAddress> address(String text, boolean isIpv6) {
    return text.indexOf(':') >= 0 == isIpv6 ? AddressText.parse(text) : Optional.empty();
  }

  /** A port; -1 if it is none. */
  private static int port(String text) {
    int port = text.matches("0|[1-9]\\d{0,4}") ? Integer.parseInt(text) : -1;
    return port <= MAX_PORT ? port : -1;
  }
}
