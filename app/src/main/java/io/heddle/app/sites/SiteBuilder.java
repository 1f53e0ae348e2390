package io.heddle.app.sites;

import io.heddle.app.config.LocationConfig;
import io.heddle.app.config.Served;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.login.BasicLogin;
import io.heddle.content.FileCache;
import io.heddle.content.OwnErrorPages;
import io.heddle.content.StaticFiles;
import io.heddle.filter.AddedFields;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.filter.RequestRate;
import io.heddle.http.Body;
import io.heddle.http.ErrorPages;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Site;
import io.heddle.routing.Locations;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import java.io.IOException;
import java.util.IdentityHashMap;

/** Builds virtual servers from their configuration. */
final class SiteBuilder {
  private static final int MIN_OPEN_FILES = 16;

  private final Common common;
  private final long cacheBytes;
  private final int maxOpenFiles;

  /** By the very login or limit: two blocks that set the same values are two. */
  private final IdentityHashMap<LocationConfig.Login, BasicLogin> logins = new IdentityHashMap<>();

  private final IdentityHashMap<LocationConfig.Rate, RequestRate> rates = new IdentityHashMap<>();

  /**
   * A builder.
   *
   * @param fileLocations how many locations serve files: they share the memory and the descriptors
   *     of one cache
   */
  SiteBuilder(Common common, int fileLocations) {
    this.common = common;
    int parts = Math.max(1, fileLocations);
    this.cacheBytes = FileCache.standardBytes() / parts;
    this.maxOpenFiles = Math.max(MIN_OPEN_FILES, FileCache.STANDARD_OPEN_FILES / parts);
  }

  /**
   * Builds a virtual server.
   *
   * @throws IOException when a file or folder cannot be read
   */
  VirtualServer build(ServerConfig config) throws IOException {
    Locations.Builder locations = Locations.builder(filtered(Router.builder()).build());
    for (LocationConfig location : config.locations()) {
      Site site = site(location);
      if (location.isExact()) {
        locations.exact(location.path(), site);
      } else {
        locations.prefix(location.path(), site);
      }
    }
    ErrorPages pages =
        config.errorPages().isEmpty()
            ? common.errorPages()
            : new OwnErrorPages(config.errorPages(), common.errorPages());
    return new VirtualServer(config.name(), locations.build(), pages);
  }

  private Site site(LocationConfig location) throws IOException {
    Handler handler = handler(location.served());
    RouteOptions options = RouteOptions.STANDARD.withTemplate(template(location));
    if (location.maxBodyBytes().isPresent()) {
      options = options.withMaxBodyBytes(location.maxBodyBytes().getAsLong());
    }
    Router.Builder routes = Router.builder();
    for (Method method : location.methods()) {
      routes.fallback(method, name(location.served()), handler, options);
    }
    common.compression().ifPresent(routes::with);
    routes.with(new ConditionalRequests(common.clock())).with(new ByteRanges(common.clock()));
    location.login().ifPresent(login -> routes.with(shared(login)));
    location.rate().ifPresent(rate -> routes.with(shared(rate)));
    if (!location.fields().isEmpty()) {
      routes.with(new AddedFields(location.fields()));
    }
    return filtered(routes).build();
  }

  /** Locations that inherit a login count the same wrong passwords. */
  private BasicLogin shared(LocationConfig.Login login) {
    return logins.computeIfAbsent(login, its -> new BasicLogin(its.passwords(), its.realm()));
  }

  /** Locations that inherit a limit count the same requests. */
  private RequestRate shared(LocationConfig.Rate rate) {
    return rates.computeIfAbsent(
        rate,
        its ->
            new RequestRate(
                its.perSecond(),
                its.burst(),
                head -> head.connection().peer().getAddress(),
                System::nanoTime));
  }

  private Router.Builder filtered(Router.Builder routes) {
    common.filters().forEach(routes::with);
    return routes;
  }

  private Handler handler(Served served) throws IOException {
    return switch (served) {
      case Served.Files(var config) ->
          new StaticFiles(
              config.withCache(new FileCache(cacheBytes, maxOpenFiles)), common.clock());
      case Served.Redirection(var redirect) -> redirect;
      case Served.Text(var status, var type, var text) -> {
        Response response =
            Response.of(status).with(HeaderName.CONTENT_TYPE, type.text()).with(Body.text(text));
        yield Handler.immediate(_ -> response);
      }
    };
  }

  private static String name(Served served) {
    return switch (served) {
      case Served.Files _ -> "static";
      case Served.Redirection _ -> "redirect";
      case Served.Text _ -> "text";
    };
  }

  private static String template(LocationConfig location) {
    return location.isExact() ? location.path() : location.path() + "**";
  }
}
