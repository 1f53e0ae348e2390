package io.heddle.session;

import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies that a client has sent, in its order. They are read as browsers write them, which is
 * more than the grammar of RFC 6265 section 4.2 allows: values may have spaces, commas and bytes
 * above ASCII. Quotes are part of a value, and a semicolon always ends it. What has no name is left
 * out. Names differ by case.
 */
public final class Cookies {
  private record Cookie(String name, String value) {}

  private static final HeaderName COOKIE = HeaderName.of("Cookie");

  private final List<Cookie> cookies;

  private Cookies(List<Cookie> cookies) {
    this.cookies = cookies;
  }

  /**
   * The cookies in these fields. HTTP/1 clients send one Cookie field, but several are read too.
   */
  public static Cookies of(Headers headers) {
    List<Cookie> cookies = new ArrayList<>();
    for (String field : headers.all(COOKIE)) {
      int start = 0;
      while (start < field.length()) {
        int semicolon = field.indexOf(';', start);
        int end = semicolon < 0 ? field.length() : semicolon;
        add(cookies, field, start, end);
        start = end + 1;
      }
    }
    return new Cookies(cookies);
  }

  private static void add(List<Cookie> cookies, String field, int start, int end) {
    int equals = field.indexOf('=', start);
    if (equals < 0 || equals > end) {
      return;
    }
    String name = trimmed(field, start, equals);
    if (!name.isEmpty()) {
      cookies.add(new Cookie(name, trimmed(field, equals + 1, end)));
    }
  }

  private static String trimmed(String field, int start, int end) {
    int first = start;
    int after = end;
    while (first < after && isBlank(field.charAt(first))) {
      first++;
    }
    while (first < after && isBlank(field.charAt(after - 1))) {
      after--;
    }
    return field.substring(first, after);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The value of the first cookie of this name. */
  public Optional<String> first(String name) {
    return cookies.stream()
        .filter(cookie -> cookie.name.equals(name))
        .map(Cookie::value)
        .findFirst();
  }

  /**
   * The value of the only cookie of this name; empty if there are others with different values.
   * Another host of the same domain may have set one of these, and nothing says which.
   */
  public Optional<String> only(String name) {
    List<String> values = all(name).stream().distinct().toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /** The values of all cookies of this name. */
  public List<String> all(String name) {
    return cookies.stream().filter(cookie -> cookie.name.equals(name)).map(Cookie::value).toList();
  }
}
