package io.heddle.proxy;

import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields that concern one connection only, and are never passed on (RFC 9110 section 7.6.1).
 */
final class HopByHop {
  /**
   * Besides the fields of the RFC: those that delimit content or announce trailers, which are
   * written again or dropped, and Proxy, which scripts might take for the address of a proxy.
   */
  private static final Set<HeaderName> ALWAYS =
      Stream.of(
              "Connection",
              "Content-Length",
              "HTTP2-Settings",
              "Keep-Alive",
              "Proxy",
              "Proxy-Connection",
              "TE",
              "Trailer",
              "Transfer-Encoding",
              "Upgrade")
          .map(HeaderName::of)
          .collect(Collectors.toUnmodifiableSet());

  private HopByHop() {}

  /** The names of all such fields in a message, with those that its Connection fields name. */
  static Set<HeaderName> in(Headers headers) {
    List<String> options = headers.all(HeaderName.CONNECTION);
    if (options.isEmpty()) {
      return ALWAYS;
    }
    Set<HeaderName> names = new HashSet<>(ALWAYS);
    for (String line : options) {
      for (String option : line.split(",", -1)) {
        name(option.strip(), names);
      }
    }
    return names;
  }

  private static void name(String option, Set<HeaderName> names) {
    try {
      names.add(HeaderName.of(option));
    } catch (IllegalArgumentException e) {
      // no field has such a name
    }
  }
}
