package io.heddle.app.log;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of logs: the values of query parameters whose names say that they are secret,
 * such as {@code access_token}. Header fields with secrets, such as Authorization and Cookie, are
 * never logged at all.
 */
final class Secrets {
  /** What is written in place of a value. */
  static final String MASK = "***";

  /** A name without separators that has one of these in it is that of a secret. */
  private static final List<String> TELLING =
      List.of("token", "secret", "passw", "pwd", "credential", "signature", "apikey", "sessionid");

  /** So is a name that is one of these. */
  private static final Set<String> EXACT =
      Set.of(
          "auth",
          "authorization",
          "code",
          "jwt",
          "key",
          "otp",
          "pass",
          "pin",
          "session",
          "sid",
          "sig");

  private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

  private Secrets() {}

  /**
   * A request target, a URL or a request line, without the values of secret parameters. Texts
   * without secrets are returned as they are.
   */
  static String masked(String text) {
    int query = text.indexOf('?');
    if (query < 0 || text.indexOf('=', query) < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length()).append(text, 0, query + 1);
    int start = query + 1;
    while (start < text.length()) {
      int end = pairEnd(text, start);
      int equals = text.indexOf('=', start);
      if (equals >= 0 && equals < end && isSecret(text.substring(start, equals))) {
        masked.append(text, start, equals + 1).append(MASK);
      } else {
        masked.append(text, start, end);
      }
      if (end < text.length()) {
        masked.append(text.charAt(end));
      }
      start = end + 1;
    }
    return masked.toString();
  }

  /** Where a parameter ends: before the next one, a fragment, or the rest of a request line. */
  private static int pairEnd(String text, int start) {
    int end = start;
    while (end < text.length() && "&;#? ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isSecret(String encoded) {
    String name = SEPARATOR.matcher(decoded(encoded).toLowerCase(Locale.ROOT)).replaceAll("");
    return EXACT.contains(name) || TELLING.stream().anyMatch(name::contains);
  }

  /** A name may be percent-encoded, and is then read like any other. */
  private static String decoded(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    try {
      return PercentEncoding.decodeForm(Octets.of(encoded));
    } catch (HttpException e) {
      return encoded;
    }
  }
}
