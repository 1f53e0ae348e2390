package io.heddle.exchange;

import io.heddle.http.Ascii;
import io.heddle.http.ClientInfo;
import io.heddle.http.HeaderName;
import io.heddle.http.Networks;
import io.heddle.http.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the client from {@code Forwarded} (RFC 7239), to which each proxy appends an element such
 * as {@code for=192.0.2.1;proto=https}.
 */
final class Forwarded {
  private static final HeaderName NAME = HeaderName.of("Forwarded");
  private static final int NOWHERE = -1;

  private Forwarded() {}

  /**
   * The client of a request from a trusted proxy: that of the last element whose address is not
   * trusted, because everything before it could come from that client. A malformed element, or one
   * without an address, ends the search. It is read from its end, so nothing that a client sends
   * can change the meaning of what proxies append.
   */
  static ClientInfo client(RequestHead head, Networks trusted) {
    ClientInfo found = ClientInfo.of(head.connection());
    List<String> lines = head.headers().all(NAME);
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      int end = line.length();
      while (end >= 0) {
        int start = elementStart(line, end);
        Optional<ClientInfo> named =
            start == NOWHERE ? Optional.empty() : element(line.substring(start, end), head);
        if (named.isEmpty()) {
          return found;
        }
        found = named.get();
        if (!trusted.contains(found.address())) {
          return found;
        }
        end = start - 1;
      }
    }
    return found;
  }

  /**
   * Where the element that ends here begins: after a comma that is not in quotes. No address needs
   * a backslash, and one could make quotes ambiguous.
   *
   * @return {@link #NOWHERE} if the element has a backslash, or a quote without its partner
   */
  private static int elementStart(String line, int end) {
    boolean isQuoted = false;
    int start = end;
    while (start > 0) {
      char before = line.charAt(start - 1);
      if (before == '\\') {
        return NOWHERE;
      }
      if (before == ',' && !isQuoted) {
        break;
      }
      isQuoted ^= before == '"';
      start--;
    }
    return isQuoted ? NOWHERE : start;
  }

  /** The client of an element; empty if it is malformed or names no address. */
  private static Optional<ClientInfo> element(String text, RequestHead head) {
    String node = null;
    String scheme = null;
    for (String pair : text.split(";", -1)) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? null : value(pair.substring(equals + 1).strip());
      if (value == null) {
        return Optional.empty();
      }
      switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
        case "for" -> {
          if (node != null) {
            return Optional.empty();
          }
          node = value;
        }
        case "proto" -> {
          if (scheme != null) {
            return Optional.empty();
          }
          scheme = value;
        }
        default -> {
          // by, host and extensions say nothing about the client
        }
      }
    }
    Optional<InetAddress> address = node == null ? Optional.empty() : XForwarded.address(node);
    String known = scheme == null ? "" : scheme;
    return address.map(
        its -> new ClientInfo(its, XForwarded.scheme(known).orElse(head.connection().scheme())));
  }

  /** A token, or what is in quotes; null if it is neither. */
  private static @Nullable String value(String text) {
    int length = text.length();
    if (length >= 2 && text.charAt(0) == '"' && text.charAt(length - 1) == '"') {
      String inner = text.substring(1, length - 1);
      return inner.indexOf('"') < 0 ? inner : null;
    }
    return length > 0 && text.chars().allMatch(Ascii::isTokenChar) ? text : null;
  }
}
