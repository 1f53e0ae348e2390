package io.heddle.app.routes;

import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;

/** Counts how often each client has been here, in its session. */
final class Visits {
  private static final String COUNT = "visits";

  private Visits() {}

  static void addTo(Router.Builder routes, Sessions sessions) {
    RouteOptions options = RouteOptions.STANDARD.with(sessions);
    routes.on(Method.GET, "/visits", "visits", Handler.immediate(Visits::count), options);
  }

  private static Response count(Request request) {
    String visits = Sessions.of(request).update(COUNT, "0", Visits::next);
    return Response.text("visit " + visits + "\n");
  }

  private static String next(String count) {
    return Long.toString(Long.parseLong(count) + 1);
  }
}
