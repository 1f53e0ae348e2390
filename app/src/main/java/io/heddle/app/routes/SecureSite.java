package io.heddle.app.routes;

import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.http.Status;
import java.util.function.IntSupplier;

/** A site that is served over HTTPS only: requests of plain HTTP are redirected. */
public final class SecureSite implements Site {
  private static final int STANDARD_PORT = 443;

  private final Site site;
  private final IntSupplier port;
  private final Route redirect = new Route("redirect", Handler.immediate(this::redirect));

  /**
   * A site that redirects.
   *
   * @param port of HTTPS, as clients reach it
   */
  public SecureSite(Site site, IntSupplier port) {
    this.site = site;
    this.port = port;
  }

  @Override
  public Route route(RequestHead head) {
    return head.client().isSecure() ? site.route(head) : redirect;
  }

  /** With 308, and not 301, browsers send the same method and content again. */
  private Response redirect(Request request) {
    RequestHead head = request.head();
    String host = head.authority().replaceFirst(":\\d*$", "");
    if (host.isEmpty()) {
      throw new HttpException(Status.BAD_REQUEST, "this site expects HTTPS, and a Host field");
    }
    int chosen = port.getAsInt();
    String authority = chosen == STANDARD_PORT ? host : host + ":" + chosen;
    return Response.of(Status.PERMANENT_REDIRECT)
        .with(HeaderName.LOCATION, "https://" + authority + target(head));
  }

  /** The target without scheme and host, which it may begin with. */
  private static String target(RequestHead head) {
    if (head.target().startsWith("/")) {
      return head.target();
    }
    String path = head.path().toString();
    return (path.equals("*") ? "/" : path)
        + head.query().map(Octets::toString).map(query -> "?" + query).orElse("");
  }
}
