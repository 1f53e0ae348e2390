package io.heddle.app.sites;

import io.heddle.app.cgi.ScriptSlots;
import io.heddle.app.cgi.Scripts;
import io.heddle.app.config.LocationConfig;
import io.heddle.app.config.Served;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.config.StoreConfig;
import io.heddle.app.login.LoginForm;
import io.heddle.app.routes.DemoRoutes;
import io.heddle.app.routes.HarmlessFiles;
import io.heddle.app.routes.Lab;
import io.heddle.app.routes.LabConfig;
import io.heddle.app.routes.ProvidedRoutes;
import io.heddle.app.routes.StoreRoutes;
import io.heddle.content.FileCache;
import io.heddle.content.Redirect;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import io.heddle.store.FileStore;
import io.heddle.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The routes of locations of every kind. */
final class LocationRoutes {
  private final Common common;
  private final Stores stores;
  private final HarmlessFiles harmless;
  private final FileCache cache;

  /**
   * The routes of these servers. All locations with files share the memory and the descriptors of
   * one cache.
   *
   * @throws IOException when the folder of a store cannot be found
   */
  LocationRoutes(Common common, List<ServerConfig> servers) throws IOException {
    this.common = common;
    this.stores = new Stores(common.resources());
    List<Served> all =
        servers.stream()
            .flatMap(server -> server.locations().stream())
            .map(LocationConfig::served)
            .toList();
    this.harmless = new HarmlessFiles(all.stream().flatMap(LocationRoutes::storeFolder).toList());
    this.cache = common.resources().own(FileCache.standard());
  }

  private static Stream<Path> storeFolder(Served served) {
    if (served instanceof Served.Store(_, var store)) {
      return Stream.of(store.folder());
    }
    return served instanceof Served.Uploads(var store) ? Stream.of(store.folder()) : Stream.empty();
  }

  /**
   * The routes of a location.
   *
   * @param server the name of its server
   * @param logins of that server
   */
  Router.Builder of(String server, LocationConfig location, Logins logins) throws IOException {
    Router.Builder routes = Router.builder(prefix(location));
    List<Object> name = List.of(server, location.path(), location.isExact());
    switch (location.served()) {
      case Served.Files(var config) ->
          addAll(routes, location, "static", files(harmless.guarded(config)));
      case Served.Scripts(var config, var cgi) -> {
        harmless.requireApart(config);
        ScriptSlots slots = ScriptSlots.of(common.resources(), name, cgi.maxScripts());
        addAll(routes, location, "cgi", new Scripts(cgi, cached(config), common.clock(), slots));
      }
      case Served.Redirection(var redirect) -> addAll(routes, location, "redirect", redirect);
      case Served.Proxied(var proxy) -> addAll(routes, location, "proxy", proxy);
      case Served.Text(var status, var type, var text) -> {
        Response response =
            Response.of(status).with(HeaderName.CONTENT_TYPE, type.text()).with(Body.text(text));
        addAll(routes, location, "text", Handler.immediate(_ -> response));
      }
      case Served.OnlyStatus(var status) ->
          addAll(routes, location, "status", Handler.immediate(_ -> response(status)));
      case Served.Store(var reading, var config) -> addStore(routes, location, reading, config);
      case Served.Uploads(var config) ->
          new StoreRoutes(routes, config.maxRequestBytes())
              .addUploads(location.path(), stores.open(config), location.methods());
      case Served.LoginPage(var login) ->
          addPage(routes, location.path(), logins.form(location.path(), login));
      case Served.Demo _ ->
          DemoRoutes.addTo(routes, common.totals(), common.sessions(), common.resources(), name);
      case Served.Lab _ -> Lab.addTo(routes, LabConfig.ALONE);
      case Served.Provided(var jar) -> ProvidedRoutes.addTo(routes, jar);
    }
    return routes;
  }

  /** What the patterns of routes begin with. */
  private static String prefix(LocationConfig location) {
    String path = location.path();
    if (location.isExact()) {
      return "";
    }
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Lets a handler have all paths of a location. */
  private static void addAll(
      Router.Builder routes, LocationConfig location, String name, Handler handler) {
    String template = location.isExact() ? location.path() : location.path() + "**";
    RouteOptions options = RouteOptions.STANDARD.withTemplate(template);
    if (location.maxBodyBytes().isPresent()) {
      options = options.withMaxBodyBytes(location.maxBodyBytes().getAsLong());
    }
    for (Method method : location.methods()) {
      routes.fallback(method, name, handler, options);
    }
  }

  /** Redirects from the path of a location without its final slash. */
  static Router.Builder ofMissingSlash(LocationConfig location, String path) {
    Handler redirect =
        new Redirect(Status.MOVED_PERMANENTLY, location.path() + "{query}", location.path());
    Router.Builder routes = Router.builder();
    for (Method method : location.methods()) {
      routes.fallback(method, "redirect", redirect, RouteOptions.STANDARD.withTemplate(path));
    }
    return routes;
  }

  private static void addPage(Router.Builder routes, String path, LoginForm form) {
    RouteOptions options = RouteOptions.STANDARD.withTemplate(path);
    routes.fallback(Method.GET, "login", form.shown(), options);
    routes.fallback(Method.POST, "login", form.sent(), options);
  }

  private StaticFiles files(StaticFilesConfig config) throws IOException {
    return new StaticFiles(cached(config), common.clock());
  }

  private StaticFilesConfig cached(StaticFilesConfig config) {
    return config.withCache(cache.part());
  }

  private void addStore(
      Router.Builder routes, LocationConfig location, StaticFilesConfig config, StoreConfig store)
      throws IOException {
    StaticFiles reading = files(config.withFields(HarmlessFiles::fields));
    FileStore opened = stores.open(store, reading::expire);
    new StoreRoutes(routes, store.maxRequestBytes())
        .addFiles("", new StoredFiles(opened, reading, common.clock()), location.methods());
  }

  private static Response response(Status status) {
    return status.forbidsContent() ? Response.of(status) : Response.error(status, status.reason());
  }
}
