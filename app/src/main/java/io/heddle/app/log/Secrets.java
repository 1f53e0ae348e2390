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
    return masked(text, query + 1);
  }

  /**
   * Masks the parameters from this position on, in a time that is linear in the text's length.
   *
   * @param query where the first one begins
   */
  static String masked(CharSequence text, int query) {
    StringBuilder masked = new StringBuilder(text.length()).append(text, 0, query);
    int start = query;
    while (start < text.length()) {
      // before the next parameter, a fragment, or the rest of a request line
      int end = find("&;#? ", text, start, text.length());
      int equals = find("=", text, start, end);
      if (equals < end && isSecret(text.subSequence(start, equals).toString())) {
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

  /** The position of the first of these characters; the end if there is none before it. */
  private static int find(String wanted, CharSequence text, int start, int end) {
    int at = start;
    while (at < end && wanted.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
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
