package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.content.StaticFiles;
import io.heddle.content.WelcomePage;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.Site;
import io.heddle.routing.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Every route of the server, in one list. */
public final class ServerSite {
  private ServerSite() {}

  /**
   * The site.
   *
   * @param root folder of the files; without it there is a welcome page
   * @param demo whether the routes for demonstration are there; they hide files of their paths
   * @param lab whether the routes for experiments are there
   * @param engine the name of the engine that runs
   * @throws IOException when the folder cannot be read
   */
  public static Site of(
      Optional<Path> root,
      boolean demo,
      boolean lab,
      String engine,
      Totals totals,
      InstantSource clock)
      throws IOException {
    Router.Builder routes = Router.builder();
    if (demo) {
      Greetings.addTo(routes);
      Echo.addTo(routes);
      Notepad.addTo(routes);
      routes.get("/stats", "stats", new StatsReport(totals));
    }
    if (lab) {
      Lab.addTo(routes);
    }
    if (root.isPresent()) {
      Handler files = new StaticFiles(root.get(), clock).with(new ConditionalRequests(clock));
      routes.fallback(Method.GET, "static", files);
    } else {
      routes.get("/", "welcome", new WelcomePage(engine));
    }
    return routes.build();
  }
}
