package io.heddle.content;

import io.heddle.http.Accepted;
import io.heddle.http.Body;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.ErrorPages;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import java.util.Map;
import java.util.Optional;

/**
 * Error pages in HTML for browsers, with a link to the start page. The plain line of text goes to
 * clients that do not prefer {@code text/html} to {@code text/plain}, and to requests that could
 * not be read.
 */
public final class HtmlErrorPages implements ErrorPages {
  private static final Field VARIES_BY_ACCEPT = Field.of(HeaderName.VARY, "Accept");

  private final HtmlTemplate page = new HtmlTemplate("error.html");

  /** Loads the page once. */
  public HtmlErrorPages() {}

  @Override
  public Response page(Response error, Optional<RequestHead> head, ConnectionInfo connection) {
    Response varying = error.append(VARIES_BY_ACCEPT);
    return head.filter(HtmlErrorPages::prefersHtml).isPresent() ? html(varying) : varying;
  }

  private static boolean prefersHtml(RequestHead head) {
    return Accepted.of(head.headers().all(HeaderName.ACCEPT)).prefers("text/html", "text/plain");
  }

  private Response html(Response error) {
    Map<String, String> texts =
        Map.of(
            "code", Integer.toString(error.status().code()),
            "status", error.status().reason(),
            "reason", error.reason().orElse(""));
    return error.replace(MediaType.HTML.field()).with(Body.text(page.fill(texts)));
  }
}
