package io.heddle.session;

import io.heddle.http.Ascii;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.RequestHead;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie for a client (RFC 6265 section 4.1). By default it is hidden from scripts (HttpOnly), is
 * not sent with what other sites cause (SameSite=Lax), belongs to all paths of this host alone, and
 * ends with the browser. Over TLS it is sent over TLS only (Secure), and the prefix {@code __Host-}
 * of its name makes sure that no other host has set it. Immutable.
 */
public final class SetCookie {
  private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");
  private static final String HOST_PREFIX = "__Host-";
  private static final String SECURE_PREFIX = "__Secure-";
  private static final String ALL_PATHS = "/";

  /** Browsers ignore larger cookies; this is the length of name and value. */
  private static final int MAX_BYTES = 4096;

  /** Browsers ignore longer attributes. */
  private static final int MAX_ATTRIBUTE_BYTES = 1024;

  private final String name;
  private final String value;
  private final String path;
  private final Optional<String> domain;
  private final Optional<Duration> maxAge;
  private final SameSite sameSite;
  private final boolean isHidden;

  private SetCookie(
      String name,
      String value,
      String path,
      Optional<String> domain,
      Optional<Duration> maxAge,
      SameSite sameSite,
      boolean isHidden) {
    this.name = name;
    this.value = value;
    this.path = path;
    this.domain = domain;
    this.maxAge = maxAge;
    this.sameSite = sameSite;
    this.isHidden = isHidden;
    if (HOST_PREFIX.length() + name.length() + value.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the cookie %s has %d bytes, but browsers accept %d"
              .formatted(name, name.length() + value.length(), MAX_BYTES - HOST_PREFIX.length()));
    }
  }

  /**
   * A cookie with the defaults.
   *
   * @param name a token without one of the prefixes {@code __Host-} and {@code __Secure-}
   * @param value ASCII without control characters, spaces, quotes, commas, semicolons and
   *     backslashes: encode anything else
   * @throws IllegalArgumentException when they are not, or too long for browsers
   */
  public static SetCookie of(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(Ascii::isTokenChar)) {
      throw new IllegalArgumentException("the name of a cookie \"" + name + "\" is not a token");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HOST_PREFIX.toLowerCase(Locale.ROOT))
        || lower.startsWith(SECURE_PREFIX.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the cookie " + name + " has a prefix: leave it out, and it is added over TLS");
    }
    return new SetCookie(
        name,
        requireValue(name, value),
        ALL_PATHS,
        Optional.empty(),
        Optional.empty(),
        SameSite.LAX,
        true);
  }

  /** A cookie-octet of RFC 6265 section 4.1.1. */
  private static boolean isValueChar(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  private static String requireValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isValueChar(value.charAt(i))) {
        throw new IllegalArgumentException(
            "the value of the cookie %s has the character U+%04X: encode it"
                .formatted(name, (int) value.charAt(i)));
      }
    }
    return value;
  }

  private static String requireAttribute(String what, String text) {
    if (text.isEmpty()
        || text.length() > MAX_ATTRIBUTE_BYTES
        || !text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';')) {
      throw new IllegalArgumentException("\"" + text + "\" cannot be the " + what + " of a cookie");
    }
    return text;
  }

  /** A copy with another value. */
  public SetCookie withValue(String other) {
    return new SetCookie(name, requireValue(name, other), path, domain, maxAge, sameSite, isHidden);
  }

  /** A copy that the browser keeps for this long, even if it is closed. */
  public SetCookie withMaxAge(Duration time) {
    return new SetCookie(name, value, path, domain, Optional.of(time), sameSite, isHidden);
  }

  /** A copy that makes the browser forget the cookie of this name, path and domain. */
  public SetCookie deleted() {
    return withValue("").withMaxAge(Duration.ZERO);
  }

  /** A copy for this path and those below it. Over TLS, its name then has no prefix. */
  public SetCookie withPath(String other) {
    if (!other.startsWith("/")) {
      throw new IllegalArgumentException("the path \"" + other + "\" must begin with a slash");
    }
    requireAttribute("path", other);
    return new SetCookie(name, value, other, domain, maxAge, sameSite, isHidden);
  }

  /** A copy for all hosts of a domain. Over TLS, its name then has no prefix. */
  public SetCookie withDomain(String other) {
    Optional<String> chosen = Optional.of(requireAttribute("domain", other));
    return new SetCookie(name, value, path, chosen, maxAge, sameSite, isHidden);
  }

  /** A copy that is sent with more requests, or fewer. */
  public SetCookie with(SameSite other) {
    return new SetCookie(name, value, path, domain, maxAge, other, isHidden);
  }

  /** A copy that scripts can read and change. */
  public SetCookie forScripts() {
    return new SetCookie(name, value, path, domain, maxAge, sameSite, false);
  }

  /** The name that the cookie has in a request like this one. */
  public String nameIn(RequestHead head) {
    boolean isOfThisHost = path.equals(ALL_PATHS) && domain.isEmpty();
    return isOfThisHost && head.client().isSecure() ? HOST_PREFIX + name : name;
  }

  /** Whether a cookie of this name may be this one, in a request over TLS or over plain HTTP. */
  boolean isNamed(String other) {
    return other.equals(name) || other.equals(HOST_PREFIX + name);
  }

  /** The Set-Cookie field for the response to a request. */
  public Field field(RequestHead head) {
    StringBuilder text = new StringBuilder(nameIn(head)).append('=').append(value);
    text.append("; Path=").append(path);
    domain.ifPresent(its -> text.append("; Domain=").append(its));
    maxAge.ifPresent(its -> text.append("; Max-Age=").append(its.toSeconds()));
    if (head.client().isSecure()) {
      text.append("; Secure");
    }
    if (isHidden) {
      text.append("; HttpOnly");
    }
    text.append("; SameSite=").append(sameSite.text());
    return Field.of(SET_COOKIE, text.toString());
  }

  /** Its name only: the value may be a secret. */
  @Override
  public String toString() {
    return "cookie " + name;
  }
}
