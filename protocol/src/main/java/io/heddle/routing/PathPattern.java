package io.heddle.routing;

import io.heddle.http.Ascii;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pattern of paths, such as {@code /echo/{value}}: literal segments match themselves, and a
 * parameter matches any one non-empty segment. The number of segments counts, so {@code /api} and
 * {@code /api/} are different paths (RFC 3986 section 3.3). A last parameter with three dots, as in
 * {@code /files/{path...}}, matches everything after the slash, also nothing.
 */
public final class PathPattern {
  /** One part of a pattern, between two slashes. */
  sealed interface Segment {}

  /**
   * A segment that matches itself, in the normal form of paths; the one after a trailing slash is
   * empty.
   */
  record Literal(String text) implements Segment {}

  /** A segment that matches any non-empty segment and gives the decoded value a name. */
  record Parameter(String name) implements Segment {}

  /** The rest of the path, of any number of segments. */
  record Rest(String name) implements Segment {}

  private static final String DOTS = "...";

  private final String text;
  private final List<Segment> segments;

  private PathPattern(String text) {
    if (!text.startsWith("/")) {
      throw refused(text, "must begin with '/'");
    }
    this.text = text;
    this.segments = Arrays.stream(text.substring(1).split("/", -1)).map(this::segment).toList();
    requireRestAtEnd();
    requireDistinctNames();
    requireNormalForm();
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException when it is malformed, or no path could ever match it
   */
  public static PathPattern of(String text) {
    return new PathPattern(text);
  }

  private Segment segment(String part) {
    if (part.indexOf('{') < 0 && part.indexOf('}') < 0) {
      return new Literal(part);
    }
    if (!part.startsWith("{")) {
      throw refused(text, "has a parameter that is not a whole segment: \"" + part + '"');
    }
    int close = part.indexOf('}');
    if (close < 0) {
      throw refused(text, "has an unclosed brace: \"" + part + '"');
    }
    if (close < part.length() - 1) {
      throw refused(text, "has a parameter that is not a whole segment: \"" + part + '"');
    }
    boolean isRest = part.endsWith(DOTS + "}");
    String name = part.substring(1, isRest ? close - DOTS.length() : close);
    if (name.isEmpty() || !name.chars().allMatch(Ascii::isTokenChar)) {
      throw refused(text, "has a parameter whose name is not a token: \"" + part + '"');
    }
    return isRest ? new Rest(name) : new Parameter(name);
  }

  private void requireRestAtEnd() {
    for (Segment segment : segments.subList(0, segments.size() - 1)) {
      if (segment instanceof Rest(String name)) {
        throw refused(text, "has something after {" + name + "...}, which matches all the rest");
      }
    }
  }

  private void requireDistinctNames() {
    Set<String> names = new HashSet<>();
    for (Segment segment : segments) {
      String name =
          switch (segment) {
            case Literal _ -> null;
            case Parameter(String one) -> one;
            case Rest(String all) -> all;
          };
      if (name != null && !names.add(name)) {
        throw refused(text, "has two parameters {" + name + "}");
      }
    }
  }

  /** Paths are matched in normal form, so a pattern in another form would match nothing. */
  private void requireNormalForm() {
    for (Segment segment : segments) {
      if (segment instanceof Literal(String literal)) {
        requirePathChars(literal);
      }
    }
    String normal;
    try {
      normal = PercentEncoding.normalizePath(Octets.of(text)).toString();
    } catch (HttpException e) {
      throw refused(text, "is not a path: " + e.reason());
    }
    if (!normal.equals(text)) {
      throw refused(text, "must be written " + normal);
    }
  }

  private void requirePathChars(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c > '~' || !Ascii.isTargetChar((byte) c) || c == '?') {
        throw refused(text, "must have U+%04X percent-encoded".formatted((int) c));
      }
    }
  }

  private static IllegalArgumentException refused(String text, String what) {
    return new IllegalArgumentException("path pattern \"" + text + "\" " + what);
  }

  List<Segment> segments() {
    return segments;
  }

  /** Whether it has no parameters. */
  boolean isLiteral() {
    return segments.stream().allMatch(Literal.class::isInstance);
  }

  /** The pattern without its parameters' names: patterns of the same shape match the same paths. */
  String shape() {
    return segments.stream()
        .map(
            segment ->
                switch (segment) {
                  case Literal(String literal) -> "/" + literal;
                  case Parameter _ -> "/{}";
                  case Rest _ -> "/{...}";
                })
        .collect(Collectors.joining());
  }

  /**
   * The values of the parameters in a path. They are decoded, except for the rest of the path: a
   * decoded slash in it would look like a separator.
   *
   * @param path a path that matches
   * @throws HttpException 400 when a value is not percent-encoded UTF-8
   */
  Map<String, String> parametersOf(Octets path) {
    Map<String, String> values = new HashMap<>();
    int start = 1;
    for (Segment segment : segments) {
      int end = path.indexOf('/', start);
      switch (segment) {
        case Literal _ -> {}
        case Parameter(String name) ->
            values.put(name, PercentEncoding.decode(path.slice(start, end)));
        case Rest(String name) -> values.put(name, path.slice(start, path.length()).toString());
      }
      start = end + 1;
    }
    return values;
  }

  @Override
  public String toString() {
    return text;
  }
}
