package io.heddle.proxy;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import java.util.ArrayList;
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

  /** How many fields a proxy adds to a message, at most. */
  private static final int MAX_ADDED = 6;

  private HopByHop() {}

  /**
   * All other fields of a message, in a new list.
   *
   * @param own names of further fields to leave out, also if they are written with {@code _}
   *     instead of {@code -}: many servers take the two for one
   */
  static List<Field> without(Headers headers, Set<HeaderName> own) {
    Set<HeaderName> named = named(headers);
    List<Field> others = new ArrayList<>(headers.size() + MAX_ADDED);
    for (Field field : headers.fields()) {
      HeaderName name = field.name();
      if (!ALWAYS.contains(name) && !own.contains(dashed(name)) && !named.contains(name)) {
        others.add(field);
      }
    }
    return others;
  }

  private static HeaderName dashed(HeaderName name) {
    String text = name.toString();
    return text.indexOf('_') < 0 ? name : HeaderName.of(text.replace('_', '-'));
  }

  /** The names in a message's Connection fields. */
  private static Set<HeaderName> named(Headers headers) {
    if (!headers.contains(HeaderName.CONNECTION)) {
      return Set.of();
    }
    Set<HeaderName> names = new HashSet<>();
    for (String line : headers.all(HeaderName.CONNECTION)) {
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
