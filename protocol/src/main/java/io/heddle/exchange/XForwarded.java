package io.heddle.exchange;

import io.heddle.http.AddressText;
import io.heddle.http.ClientInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Networks;
import io.heddle.http.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the client from {@code X-Forwarded-For}, to which each proxy appends the address that the
 * request came from, and {@code X-Forwarded-Proto}.
 */
final class XForwarded {
  private static final HeaderName FOR = HeaderName.of("X-Forwarded-For");
  private static final HeaderName PROTO = HeaderName.of("X-Forwarded-Proto");

  private XForwarded() {}

  /**
   * The client of a request from a trusted proxy: the last address that is not trusted, because
   * everything before it could come from that client. An entry that is no address ends the search,
   * so the client is then the proxy that added it.
   */
  static ClientInfo client(RequestHead head, Networks trusted) {
    InetAddress found = head.connection().peer().getAddress();
    List<String> lines = head.headers().all(FOR);
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      int end = line.length();
      while (end >= 0) {
        int comma = line.lastIndexOf(',', end - 1);
        Optional<InetAddress> named = address(line.substring(comma + 1, end).strip());
        if (named.isEmpty()) {
          return client(found, head);
        }
        found = named.get();
        if (!trusted.contains(found)) {
          return client(found, head);
        }
        end = comma;
      }
    }
    return client(found, head);
  }

  private static ClientInfo client(InetAddress address, RequestHead head) {
    return new ClientInfo(address, scheme(head.headers()).orElse(head.connection().scheme()));
  }

  /** The last scheme is that of the nearest proxy. */
  private static Optional<String> scheme(Headers headers) {
    List<String> lines = headers.all(PROTO);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String last = lines.getLast();
    return scheme(last.substring(last.lastIndexOf(',') + 1).strip());
  }

  /** A scheme that can be served; empty for any other text. */
  static Optional<String> scheme(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("http") || lower.equals("https") ? Optional.of(lower) : Optional.empty();
  }

  /**
   * An address, which may have a port: {@code 192.0.2.1:80} or {@code [2001:db8::1]:80}. An IPv6
   * address without a port may also have no brackets.
   */
  static Optional<InetAddress> address(String node) {
    if (node.startsWith("[")) {
      int close = node.indexOf(']');
      return close > 0 && isPort(node.substring(close + 1)) && node.lastIndexOf(':', close) > 0
          ? AddressText.parse(node.substring(1, close))
          : Optional.empty();
    }
    int colon = node.indexOf(':');
    boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
    if (!hasPort) {
      return AddressText.parse(node);
    }
    return isPort(node.substring(colon))
        ? AddressText.parse(node.substring(0, colon))
        : Optional.empty();
  }

  /** Whether this is nothing, or a colon and a number. */
  private static boolean isPort(String text) {
    return text.isEmpty() || text.matches(":\\d{1,5}");
  }
}
