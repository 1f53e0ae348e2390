package io.heddle.app.routes;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.app.cgi.ScriptSlots;
import io.heddle.app.cgi.Scripts;
import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.content.WelcomePage;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.Site;
import io.heddle.routing.Router;
import io.heddle.session.Sessions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/** All routes of the server. */
public final class ServerSite {
  /** The place of all routes, where a configuration has several of them. */
  private static final String ROOT = "root";

  private static final Set<Method> SCRIPT_METHODS =
      EnumSet.complementOf(EnumSet.of(Method.CONNECT, Method.OPTIONS, Method.TRACE));

  private ServerSite() {}

  /**
   * Creates the site.
   *
   * @param resources what it uses
   * @throws IOException if a folder cannot be read
   * @throws IllegalArgumentException if scripts cannot be run, or clients could store some
   */
  public static Site of(
      SiteConfig config, Totals totals, Sessions sessions, InstantSource clock, Resources resources)
      throws IOException {
    Router.Builder routes = Router.builder();
    if (config.demo()) {
      DemoRoutes.addTo(routes, totals, sessions, resources, ROOT);
    }
    config.lab().ifPresent(lab -> Lab.addTo(routes, lab));
    if (config.stored().isPresent()) {
      config.stored().get().addTo(routes, clock, resources);
    }
    if (config.provided().isPresent()) {
      ProvidedRoutes.addTo(routes, config.provided().get());
    }
    if (config.files().isPresent()) {
      resources.own(config.files().get().cache());
      addFiles(routes, config, config.files().get(), clock, resources);
    } else {
      routes.get("/", "welcome", new WelcomePage(config.engine()));
    }
    config.compression().ifPresent(routes::with);
    routes.with(new ConditionalRequests(clock)).with(new ByteRanges(clock));
    config.filters().forEach(routes::with);
    return routes.build();
  }

  private static void addFiles(
      Router.Builder routes,
      SiteConfig config,
      StaticFilesConfig files,
      InstantSource clock,
      Resources resources)
      throws IOException {
    StaticFilesConfig guarded =
        config.stored().isPresent() ? config.stored().get().guarded(files) : files;
    if (config.cgi().isEmpty()) {
      routes.fallback(Method.GET, "static", new StaticFiles(guarded, clock));
      return;
    }
    if (config.stored().isPresent()) {
      config.stored().get().requireApart(files);
    }
    CgiConfig cgi = config.cgi().get();
    ScriptSlots slots = ScriptSlots.of(resources, ROOT, cgi.maxScripts());
    Handler scripts = new Scripts(cgi, guarded, clock, slots).with(Sessions.withheld());
    SCRIPT_METHODS.forEach(method -> routes.fallback(method, "cgi", scripts));
  }
}
