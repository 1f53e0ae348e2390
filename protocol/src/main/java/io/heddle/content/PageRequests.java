package io.heddle.content;

import io.heddle.http.Accepted;
import io.heddle.http.HeaderName;
import io.heddle.http.Octets;
import io.heddle.http.RequestHead;
import java.util.List;

/**
 * Tells requests for pages from those for data and for parts of pages, which must fail if nothing
 * is there: a program could not use a page instead.
 */
final class PageRequests {
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";

  private PageRequests() {}

  /**
   * Whether the last name on the path has no extension, and the client accepts HTML. Accepting
   * everything is enough, unless the client names JSON.
   */
  static boolean include(RequestHead head) {
    return !hasExtension(head.path()) && accepts(head.headers().all(HeaderName.ACCEPT));
  }

  private static boolean hasExtension(Octets path) {
    int end = path.length();
    while (end > 0 && path.at(end - 1) == '/') {
      end--;
    }
    int begin = end;
    while (begin > 0 && path.at(begin - 1) != '/') {
      begin--;
    }
    return path.slice(begin, end).toString().indexOf('.') >= 0;
  }

  private static boolean accepts(List<String> values) {
    Accepted accepted = Accepted.of(values);
    return values.isEmpty()
        || accepted.named(HTML) > 0
        || (accepted.wanted(HTML) > 0 && accepted.named(JSON) == 0);
  }
}
