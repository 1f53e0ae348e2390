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
import java.util.Optional;
import java.util.Set;

/**
 * A filter that refuses changes which a page of another site makes through its visitor's browser.
 * It relies on Sec-Fetch-Site (W3C Fetch Metadata), which browsers send and pages cannot set.
 * Browsers send it only to HTTPS and to this machine. Without it, the Origin (RFC 6454) has to be
 * the requested host and port. Other clients send neither, and are let through.
 */
public final class CrossSiteRequests implements Filter {
  private static final HeaderName SITE = HeaderName.of("Sec-Fetch-Site");
  private static final HeaderName ORIGIN = HeaderName.of("Origin");
  private static final String AFTER_SCHEME = "://";

  /** From the same origin, or typed by the user. */
  private static final Set<String> TRUSTED = Set.of("same-origin", "none");

  /** Methods that change nothing (RFC 9110 section 9.2.1). */
  private static final Set<Method> SAFE =
      EnumSet.of(Method.GET, Method.HEAD, Method.OPTIONS, Method.TRACE);

  /** The filter. */
  public CrossSiteRequests() {}

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    if (!SAFE.contains(request.method()) && isForeign(request)) {
      throw new HttpException(Status.FORBIDDEN, "pages of other sites may not change this");
    }
    return next.handle(request);
  }

  private static boolean isForeign(Request request) {
    Optional<String> site = request.headers().first(SITE);
    return site.isPresent()
        ? !TRUSTED.contains(site.get())
        : request.headers().all(ORIGIN).stream()
            .anyMatch(origin -> !isOf(request.head().authority(), origin));
  }

  /** Whether an origin is that of this host and port. The origin "null" is that of no host. */
  private static boolean isOf(String authority, String origin) {
    int scheme = origin.indexOf(AFTER_SCHEME);
    return scheme > 0
        && origin.substring(scheme + AFTER_SCHEME.length()).equalsIgnoreCase(authority);
  }
}
