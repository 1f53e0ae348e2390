package io.heddle.app.sites;

import io.heddle.app.config.HttpsConfig;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.LocationConfig;
import io.heddle.app.config.Served;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.login.LoginForm;
import io.heddle.app.rewrite.Rewriting;
import io.heddle.app.routes.SecureSite;
import io.heddle.content.OwnErrorPages;
import io.heddle.filter.AddedFields;
import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.filter.RequestRate;
import io.heddle.filter.StrictTransport;
import io.heddle.http.ErrorPages;
import io.heddle.http.Filter;
import io.heddle.http.Site;
import io.heddle.routing.Locations;
import io.heddle.routing.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Builds virtual servers from their configuration. */
final class SiteBuilder {
  private final Common common;
  private final LocationRoutes routes;
  private final RealPorts ports;

  /** Whether there are sessions: browsers send their cookies to all ports of a host. */
  private final boolean hasSessions;

  /** By identity: two blocks with equal values have two limits. */
  private final IdentityHashMap<LocationConfig.Rate, RequestRate> rates = new IdentityHashMap<>();

  /**
   * A builder.
   *
   * @param servers all that will be built
   * @param ports that the server will have
   * @throws IOException when a folder cannot be found
   */
  SiteBuilder(Common common, List<ServerConfig> servers, RealPorts ports) throws IOException {
    this.common = common;
    this.routes = new LocationRoutes(common, servers);
    this.ports = ports;
    this.hasSessions =
        servers.stream()
            .flatMap(server -> server.locations().stream())
            .anyMatch(location -> hasForm(location) || location.served() instanceof Served.Demo);
  }

  /**
   * Builds a virtual server.
   *
   * @throws IOException when a file or folder cannot be read
   */
  VirtualServer build(ServerConfig config) throws IOException {
    Optional<StrictTransport> strict = config.https().strictTime().map(StrictTransport::new);
    List<Filter> filters = new ArrayList<>(common.filters());
    strict.ifPresent(filters::add);
    Locations.Builder locations = Locations.builder(filtered(Router.builder(), filters).build());
    Map<String, Site> pages = new HashMap<>();
    Logins logins = new Logins(config.name());
    for (LocationConfig location : config.locations()) {
      Site site = site(config.name(), location, logins, filters);
      if (location.isExact()) {
        locations.exact(location.path(), site);
        if (location.served() instanceof Served.LoginPage) {
          pages.put(location.path(), site);
        }
      } else {
        locations.prefix(location.path(), site);
      }
    }
    leadToProxies(config, locations, filters);
    ErrorPages errorPages =
        config.errorPages().isEmpty()
            ? common.errorPages()
            : new OwnErrorPages(config.errorPages(), common.errorPages());
    Site site = locations.build();
    Site rewritten = config.rewrites().isEmpty() ? site : rewritten(config, site, pages);
    return new VirtualServer(
        config.name(),
        secure(rewritten, config),
        strict.map(it -> it.around(errorPages)).orElse(errorPages));
  }

  /** As in nginx, {@code /api} leads to a proxy at {@code /api/}, unless it is a location too. */
  private static void leadToProxies(
      ServerConfig config, Locations.Builder locations, List<Filter> filters) {
    Set<String> taken =
        config.locations().stream().map(LocationConfig::path).collect(Collectors.toSet());
    for (LocationConfig location : config.locations()) {
      String path = location.path();
      boolean isFolder = !location.isExact() && path.endsWith("/") && path.length() > 1;
      String bare = path.substring(0, path.length() - 1);
      if (location.served() instanceof Served.Proxied && isFolder && taken.add(bare)) {
        locations.exact(
            bare, filtered(LocationRoutes.ofMissingSlash(location, bare), filters).build());
      }
    }
  }

  /** The site behind its rewrite rules. They do not apply to login pages, which must be reached. */
  private static Site rewritten(ServerConfig config, Site site, Map<String, Site> pages) {
    Locations.Builder unchanged = Locations.builder(new Rewriting(config.rewrites(), site));
    pages.forEach(unchanged::exact);
    return unchanged.build();
  }

  /** Whether the users of a location log in with a form. */
  private static boolean hasForm(LocationConfig location) {
    return location.login().flatMap(LocationConfig.Login::page).isPresent();
  }

  /** Whether the code that answers is somebody else's, and must not get the users' sessions. */
  private static boolean isForeign(Served served) {
    return served instanceof Served.Proxied
        || served instanceof Served.Scripts
        || served instanceof Served.Provided;
  }

  private Site site(String server, LocationConfig location, Logins logins, List<Filter> filters)
      throws IOException {
    Router.Builder builder = routes.of(server, location, logins);
    boolean isPage = location.served() instanceof Served.LoginPage;
    if (!isPage && !(location.served() instanceof Served.Proxied)) {
      // other servers see to this themselves, and the page is never stored
      common.compression().ifPresent(builder::with);
      builder.with(new ConditionalRequests(common.clock())).with(new ByteRanges(common.clock()));
    }
    if (hasSessions && isForeign(location.served())) {
      LoginForm.withheld().forEach(builder::with);
    }
    location.login().ifPresent(login -> builder.with(logins.filter(login)));
    if (isPage || hasForm(location)) {
      builder.with(common.sessions());
    }
    location.rate().ifPresent(rate -> builder.with(shared(rate)));
    if (!location.fields().isEmpty()) {
      builder.with(new AddedFields(location.fields()));
    }
    return filtered(builder, filters).build();
  }

  /** Locations that inherit a limit count the same requests. */
  private RequestRate shared(LocationConfig.Rate rate) {
    return rates.computeIfAbsent(
        rate,
        its ->
            new RequestRate(
                its.perSecond(), its.burst(), head -> head.client().address(), System::nanoTime));
  }

  private static Router.Builder filtered(Router.Builder routes, List<Filter> filters) {
    filters.forEach(routes::with);
    return routes;
  }

  /** The site, for HTTPS only if the server redirects plain requests. */
  private Site secure(Site site, ServerConfig config) {
    HttpsConfig https = config.https();
    if (https.redirectPort().isEmpty()) {
      return site;
    }
    int fixed = https.redirectPort().getAsInt();
    return new SecureSite(site, fixed == 0 ? portOfHttps(config) : () -> fixed);
  }

  private IntSupplier portOfHttps(ServerConfig config) {
    ListenAddress encrypted =
        config.listens().stream().filter(ListenAddress::isTls).findFirst().orElseThrow();
    return () -> ports.of(encrypted);
  }
}
