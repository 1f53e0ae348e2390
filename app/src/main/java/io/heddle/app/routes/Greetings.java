package io.heddle.app.routes;

import io.heddle.http.Handler;
import io.heddle.http.Response;
import io.heddle.routing.Router;

/** The routes with a fixed answer. */
final class Greetings {
  private Greetings() {}

  static void addTo(Router.Builder routes) {
    Response pong = Response.text("pong");
    Response hello = Response.text("Hello");
    routes.get("/ping", "ping", Handler.immediate(request -> pong));
    routes.get("/api/", "api", Handler.immediate(request -> hello));
  }
}
