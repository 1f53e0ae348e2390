package io.heddle.filter;

import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A filter that refuses changes which a page of another site makes through its visitor's browser.
 * It relies on Sec-Fetch-Site (W3C Fetch Metadata), which browsers send and pages cannot set. Other
 * clients do not send it, and are let through.
 */
public final class CrossSiteRequests implements Filter {
  private static final HeaderName SITE = HeaderName.of("Sec-Fetch-Site");

  /** From the same origin, or typed by the user. */
  private static final Set<String> TRUSTED = Set.of("same-origin", "none");

  /** Methods that change nothing (RFC 9110 section 9.2.1). */
  private static final Set<Method> SAFE =
      EnumSet.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE);

  /** The filter. */
  public CrossSiteRequests() {}

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    boolean isForeign = request.headers().first(SITE).filter(s -> !TRUSTED.contains(s)).isPresent();
    if (isForeign && !SAFE.contains(request.method())) {
      throw new HttpException(Status.FORBIDDEN, "pages of other sites may not change this");
    }
    return next.handle(request);
  }
}
