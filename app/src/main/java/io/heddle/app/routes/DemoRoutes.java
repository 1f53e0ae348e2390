package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;

/** The demonstration routes. */
public final class DemoRoutes {
  private DemoRoutes() {}

  /** Adds all of them. */
  public static void addTo(Router.Builder routes, Totals totals, Sessions sessions) {
    Greetings.addTo(routes);
    Echo.addTo(routes);
    Notepad.addTo(routes);
    Visits.addTo(routes, sessions);
    routes.get("/stats", "stats", new StatsReport(totals));
  }
}
