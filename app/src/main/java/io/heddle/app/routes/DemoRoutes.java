package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;
import java.io.IOException;

/** The demonstration routes. */
public final class DemoRoutes {
  private DemoRoutes() {}

  /**
   * Adds all of them.
   *
   * @param place a name with equals and hashCode; its note stays at a reload
   */
  public static void addTo(
      Router.Builder routes, Totals totals, Sessions sessions, Resources resources, Object place)
      throws IOException {
    Greetings.addTo(routes);
    Echo.addTo(routes);
    resources.shared(Notepad.class, place, Notepad::new).addTo(routes);
    Visits.addTo(routes, sessions);
    routes.get("/stats", "stats", new StatsReport(totals));
  }
}
