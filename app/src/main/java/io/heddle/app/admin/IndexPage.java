package io.heddle.app.admin;

import io.heddle.http.Accepted;
import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The list of the admin pages, with links for a browser. A client that does not prefer {@code
 * text/html} to {@code text/plain} gets a few lines of text.
 */
final class IndexPage implements Handler {
  private static final String RESOURCE = "index.html";

  private static final String TEXT =
      """
      /metrics       for Prometheus
      /health/live   200 as long as the process answers
      /health/ready  200 as long as it takes requests, 503 when it is ending
      /info          version, engine, JDK and configuration
      """;

  private final Response text = varying(Response.text(TEXT));
  private final Response html = varying(Response.ok(MediaType.HTML, new Body.Bytes(read())));

  private static Response varying(Response response) {
    return response
        .with(HeaderName.VARY, "Accept")
        .with(HeaderName.CACHE_CONTROL, AdminSite.NOT_KEPT);
  }

  private static byte[] read() {
    try (InputStream in = IndexPage.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing next to its class: build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }

  @Override
  public Response handle(Request request) {
    Accepted accepted = Accepted.of(request.headers().all(HeaderName.ACCEPT));
    return accepted.prefers("text/html", "text/plain") ? html : text;
  }
}
