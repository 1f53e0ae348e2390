package io.heddle.app.login;

import io.heddle.http.Ascii;
import io.heddle.http.PercentEncoding;
import io.heddle.http.RequestHead;
import java.util.regex.Pattern;

/**
 * Where a login leads back to: a path on this host, with a query. Nothing else is accepted, so a
 * link to the login page cannot lead to another site.
 */
final class LocalTarget {
  /** The parameter of the login page with the target. */
  static final String PARAMETER = "to";

  private static final String START = "/";

  /** What an absolute target has before its path. */
  private static final Pattern HOST = Pattern.compile("^[^/?]+://[^/?]*");

  /** A longer one might not fit into the request for the login page. */
  private static final int MAX_LENGTH = 2_000;

  private LocalTarget() {}

  /** The target, if it is on this host; otherwise the start page. */
  static String of(String text) {
    return isLocal(text) ? text : START;
  }

  /**
   * Browsers take two slashes for the start of a host name, and a backslash for a slash; they drop
   * tabs and line ends. So only characters of a URI are allowed, of which these are none.
   */
  private static boolean isLocal(String text) {
    return text.length() <= MAX_LENGTH
        && text.startsWith("/")
        && !text.startsWith("//")
        && text.chars().allMatch(c -> c < 0x80 && Ascii.isTargetChar((byte) c));
  }

  /** The login page at this path, which leads back to where the request wanted to go. */
  static String pageFor(String page, RequestHead head) {
    // as received, because rewriting may have changed the path; without a host (RFC 9112, 3.2.2)
    String target = HOST.matcher(head.target()).replaceFirst("");
    return of(target).equals(START)
        ? page
        : page + "?" + PARAMETER + "=" + PercentEncoding.encode(target);
  }
}
