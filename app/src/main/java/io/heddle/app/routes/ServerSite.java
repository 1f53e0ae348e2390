package io.heddle.app.routes;

import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.content.WelcomePage;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Method;
import io.heddle.http.Site;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;
import java.io.IOException;
import java.time.InstantSource;

/** All routes of the server. */
public final class ServerSite {
  private ServerSite() {}

  /**
   * Creates the site.
   *
   * @param resources what it uses
   * @throws IOException if a folder cannot be read
   */
  public static Site of(
      SiteConfig config, Totals totals, Sessions sessions, InstantSource clock, Resources resources)
      throws IOException {
    Router.Builder routes = Router.builder();
    if (config.demo()) {
      Notepad notepad = resources.shared(Notepad.class, "note", Notepad::new);
      DemoRoutes.addTo(routes, totals, sessions, notepad);
    }
    if (config.lab()) {
      Lab.addTo(routes);
    }
    if (config.stored().isPresent()) {
      config.stored().get().addTo(routes, clock, resources);
    }
    if (config.provided().isPresent()) {
      ProvidedRoutes.addTo(routes, config.provided().get());
    }
    if (config.files().isPresent()) {
      StaticFilesConfig files = config.files().get();
      resources.own(files.cache());
      StaticFilesConfig guarded =
          config.stored().isPresent() ? config.stored().get().guarded(files) : files;
      routes.fallback(Method.GET, "static", new StaticFiles(guarded, clock));
    } else {
      routes.get("/", "welcome", new WelcomePage(config.engine()));
    }
    config.compression().ifPresent(routes::with);
    routes.with(new ConditionalRequests(clock)).with(new ByteRanges(clock));
    config.filters().forEach(routes::with);
    return routes.build();
  }
}
