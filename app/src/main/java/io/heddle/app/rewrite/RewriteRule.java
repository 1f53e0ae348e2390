package io.heddle.app.rewrite;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.heddle.app.rewrite.Rewriting.Place;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A rule such as {@code ^/old/(.*)$ /new/$1}: a regular expression, and what the whole path becomes
 * if it is found in it. The expression sees the path without percent-encoding, except for {@code
 * %2F} and {@code %25}, and without repeated slashes. If there is a question mark after the new
 * path, what follows replaces the query, which otherwise stays. Immutable and thread-safe.
 */
public final class RewriteRule {
  private static final String REMEDY =
      "write a regular expression and a path, such as \"^/old/(.*)$ /new/$1\", and the word last"
          + " if no more rules should follow";
  private static final String LAST = "last";

  /** Longer paths are a sign of rules that are wrong. */
  private static final int MAX_CHARS = 32 << 10;

  private final String text;
  private final Pattern pattern;
  private final Template path;
  private final Optional<Template> query;
  private final boolean isLast;

  private RewriteRule(
      String text, Pattern pattern, Template path, Optional<Template> query, boolean isLast) {
    this.text = text;
    this.pattern = pattern;
    this.path = path;
    this.query = query;
    this.isLast = isLast;
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with a remedy
   */
  public static RewriteRule parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    boolean isLast = words.length == 3 && words[2].equals(LAST);
    if (words.length != 2 && !isLast) {
      throw new IllegalArgumentException(REMEDY);
    }
    if (!words[1].startsWith("/")) {
      throw new IllegalArgumentException(
          "the new path must begin with a slash; for another host, write a location with redirect");
    }
    Pattern pattern = compile(words[0]);
    int mark = words[1].indexOf('?');
    String newPath = mark < 0 ? words[1] : words[1].substring(0, mark);
    Optional<Template> query =
        mark < 0
            ? Optional.empty()
            : Optional.of(Template.ofQuery(words[1].substring(mark + 1), pattern.groupCount()));
    return new RewriteRule(
        text, pattern, Template.ofPath(newPath, pattern.groupCount()), query, isLast);
  }

  private static Pattern compile(String expression) {
    try {
      // a dot is any character, so that no rule is avoided by an encoded line feed
      return Pattern.compile(expression, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          expression + " is not a regular expression (" + e.getDescription() + "): " + REMEDY, e);
    }
  }

  /** Whether the rules after it are not applied if this one is. */
  boolean isLast() {
    return isLast;
  }

  /**
   * Applies this rule; empty if its expression is not found.
   *
   * @throws HttpException 400 if it is found in a path that is not UTF-8
   */
  Optional<Place> apply(Place place) {
    byte[] bytes =
        PercentEncoding.canonical(place.path().toString()).getBytes(StandardCharsets.ISO_8859_1);
    // other bytes become U+FFFD, so that no rule is avoided by adding one
    String decoded = new String(bytes, StandardCharsets.UTF_8);
    Matcher matcher = pattern.matcher(decoded);
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (!Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new HttpException(Status.BAD_REQUEST, "the path is not UTF-8");
    }
    return Optional.of(filled(place, matcher));
  }

  private Place filled(Place place, Matcher matcher) {
    Octets newPath = PercentEncoding.normalizePath(Octets.of(checked(path.fill(matcher))));
    Optional<Octets> newQuery =
        query
            .map(template -> Octets.of(checked(template.fill(matcher))))
            .filter(filled -> !filled.isEmpty());
    return new Place(newPath, query.isPresent() ? newQuery : place.query());
  }

  private String checked(String filled) {
    if (filled.length() > MAX_CHARS) {
      throw new PathTooLong(
          "the rule \"%s\" makes a path of %d characters, and %d are allowed: correct it"
              .formatted(text, filled.length(), MAX_CHARS));
    }
    return filled;
  }

  @Override
  public String toString() {
    return text;
  }
}
