package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A handler that redirects to a URL or a path (RFC 9110 section 15.4). The target may have
 * placeholders in braces, which are replaced by parts of the request as they were sent, in normal
 * form: {@code scheme}, {@code host} (without the port), {@code path}, {@code query} (with its
 * question mark), {@code uri} (path and query), and {@code rest}, the path after the handler's
 * prefix.
 */
public final class Redirect implements Handler {
  /** A path, or a placeholder that begins with a slash. */
  private static final Pattern ON_THIS_HOST = Pattern.compile("(?:/(?!/)|\\{path}|\\{uri}).*");

  /** A URL whose host is complete, so that nothing of a request can be added to it. */
  private static final Pattern WITH_HOST =
      Pattern.compile(
          "(?:(?:[A-Za-z][A-Za-z0-9+.-]*|\\{scheme}):)?//(?:[\\w.:\\[\\]-]|\\{host})+"
              + "(?:[/?#].*|\\{path}.*|\\{uri}.*|\\{query}.*)?");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  /** A piece of the target. */
  private sealed interface Piece {
    record Text(String text) implements Piece {}

    record Placeholder(Part part) implements Piece {}
  }

  /** What a placeholder is replaced by. */
  private enum Part {
    SCHEME,
    HOST,
    PATH,
    QUERY,
    URI,
    REST
  }

  private final Status status;
  private final List<Piece> pieces;
  private final int prefixLength;
  private final boolean namesHost;

  /**
   * Redirects to a target.
   *
   * @param status 301, 302, 307 or 308
   * @param target with placeholders
   * @param prefix of the paths of all requests; {@code rest} is what follows
   * @throws IllegalArgumentException when the target is malformed; the message says how
   */
  public Redirect(Status status, String target, String prefix) {
    this.status = status;
    this.pieces = pieces(target);
    this.prefixLength = prefix.length();
    this.namesHost = WITH_HOST.matcher(target).matches();
    if (!namesHost && !ON_THIS_HOST.matcher(target).matches()) {
      throw new IllegalArgumentException(
          "write a path such as /new/{rest}, or a URL such as https://example.org{uri}: after the"
              + " host, only {path}, {uri}, {query} or a slash may follow");
    }
  }

  private static List<Piece> pieces(String target) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (from < target.length()) {
      int open = target.indexOf('{', from);
      String text = target.substring(from, open < 0 ? target.length() : open);
      requireUriChars(text);
      if (!text.isEmpty()) {
        pieces.add(new Piece.Text(text));
      }
      if (open < 0) {
        break;
      }
      int close = target.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("a brace is not closed: write {path}, for example");
      }
      pieces.add(new Piece.Placeholder(part(target.substring(open + 1, close))));
      from = close + 1;
    }
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("it is empty: write a URL or a path");
    }
    return pieces;
  }

  private static void requireUriChars(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"<>\\^`|}".indexOf(c) < 0)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has a character that no URL has: percent-encode it");
    }
  }

  private static Part part(String name) {
    for (Part part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "{" + name + "} is unknown: use {scheme}, {host}, {path}, {query}, {uri} or {rest}");
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }

  @Override
  public Response handle(Request request) {
    return Response.of(status).with(HeaderName.LOCATION, target(request.head()));
  }

  private String target(RequestHead head) {
    StringBuilder target = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text(String text) -> target.append(text);
        case Piece.Placeholder(Part part) -> target.append(value(part, head));
      }
    }
    return namesHost ? target.toString() : onThisHost(target);
  }

  /** What follows two slashes would be another host, and must not come from a request's path. */
  private static String onThisHost(StringBuilder target) {
    while (target.length() > 1 && target.charAt(0) == '/' && target.charAt(1) == '/') {
      target.deleteCharAt(0);
    }
    return target.toString();
  }

  private String value(Part part, RequestHead head) {
    Octets path = head.path();
    return switch (part) {
      case SCHEME -> head.client().scheme();
      case HOST -> host(head);
      case PATH -> path.toString();
      case QUERY -> query(head);
      case URI -> path + query(head);
      case REST -> path.slice(Math.min(prefixLength, path.length()), path.length()).toString();
    };
  }

  /** The host that the client has named, which HTTP/1.0 does not require. */
  private static String host(RequestHead head) {
    String host = PORT.matcher(head.authority()).replaceFirst("");
    if (host.isEmpty()) {
      throw new HttpException(Status.BAD_REQUEST, "the host is missing: send a Host field");
    }
    return host;
  }

  private static String query(RequestHead head) {
    return head.query().map(query -> "?" + query).orElse("");
  }
}
