package io.heddle.filter;

import io.heddle.http.ErrorPages;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Duration;

/**
 * A filter that tells browsers to use only HTTPS from now on (RFC 6797). Over plain HTTP they
 * ignore that, so it is sent to clients that use TLS only. Errors do not pass through filters, so
 * they get the field from {@link #around}. Thread-safe.
 */
public final class StrictTransport implements Filter {
  private static final HeaderName NAME = HeaderName.of("Strict-Transport-Security");

  private final String value;

  /** Tells browsers to do so for this long. */
  public StrictTransport(Duration maxAge) {
    value = "max-age=" + maxAge.toSeconds();
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(request);
    return response.reason().isPresent() ? response : added(response, request.head());
  }

  /** These error pages, with the field. */
  public ErrorPages around(ErrorPages pages) {
    return (error, head, connection) -> {
      Response page = pages.page(error, head, connection);
      return head.map(known -> added(page, known)).orElse(page);
    };
  }

  private Response added(Response response, RequestHead head) {
    boolean isSecure = head.client().isSecure();
    return isSecure && response.first(NAME).isEmpty() ? response.with(NAME, value) : response;
  }
}
