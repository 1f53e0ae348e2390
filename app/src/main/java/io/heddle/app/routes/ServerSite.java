package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.content.FileCache;
import io.heddle.content.StaticFiles;
import io.heddle.content.WelcomePage;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Method;
import io.heddle.http.Site;
import io.heddle.routing.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** All routes of the server. */
public final class ServerSite {
  private ServerSite() {}

  /**
   * Creates the site.
   *
   * @param root the folder of files to serve; without it, there is a welcome page
   * @param cache keeps files that are served often
   * @param stored the files that clients store
   * @param provided a jar with more routes
   * @param demo whether to serve the demonstration routes, which hide files with the same path
   * @param lab whether to serve the routes for experiments
   * @param engine the name of the engine
   * @throws IOException if the folder cannot be read
   */
  public static Site of(
      Optional<Path> root,
      FileCache cache,
      StoredRoutes stored,
      Optional<Path> provided,
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
    stored.addTo(routes, clock);
    if (provided.isPresent()) {
      ProvidedRoutes.addTo(routes, provided.get());
    }
    if (root.isPresent()) {
      routes.fallback(Method.GET, "static", new StaticFiles(root.get(), clock, cache));
    } else {
      routes.get("/", "welcome", new WelcomePage(engine));
    }
    return routes.with(new ConditionalRequests(clock)).with(new ByteRanges(clock)).build();
  }
}
