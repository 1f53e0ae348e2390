package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;

/** The demonstration routes. */
public final class DemoRoutes {
  private DemoRoutes() {}

  /** Adds all of them. */
  public static void addTo(Router.Builder routes, Totals totals, Sessions sessions) {
    addTo(routes, totals, sessions, new Notepad());
  }

  static void addTo(Router.Builder routes, Totals totals, Sessions sessions, Notepad notepad) {
    Greetings.addTo(routes);
    Echo.addTo(routes);
    notepad.addTo(routes);
    Visits.addTo(routes, sessions);
    routes.get("/stats", "stats", new StatsReport(totals));
  }
}
