package io.heddle.content;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.util.Map;

/** The page at {@code /} when no directory is served: what this server is, and what to try. */
public final class WelcomePage implements Handler {
  private final Response response;

  /**
   * Builds the page once.
   *
   * @param engine the engine's name on the command line
   */
  public WelcomePage(String engine) {
    String page = new HtmlTemplate("welcome.html").fill(Map.of("engine", engine));
    this.response = Response.ok(MediaType.HTML, Body.text(page));
  }

  @Override
  public Response handle(Request request) {
    return response;
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }
}
