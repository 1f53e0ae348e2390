package io.heddle.app;

import io.heddle.app.cli.ForwardingOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.cli.StoreOptions;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.metrics.Totals;
import io.heddle.app.routes.ProvidedRoutes;
import io.heddle.app.routes.SecureSite;
import io.heddle.app.routes.ServerSite;
import io.heddle.app.routes.SiteConfig;
import io.heddle.app.routes.StoredRoutes;
import io.heddle.app.session.ServerSessions;
import io.heddle.app.sites.Common;
import io.heddle.app.sites.Sites;
import io.heddle.content.HtmlErrorPages;
import io.heddle.content.StaticFilesConfig;
import io.heddle.exchange.Forwarding;
import io.heddle.exchange.Settings;
import io.heddle.filter.AddedFields;
import io.heddle.filter.StrictTransport;
import io.heddle.http.ErrorPages;
import io.heddle.http.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * What is served, and where: the only site of the options, or the virtual servers of a
 * configuration file.
 *
 * @param settings what the protocol needs to know
 * @param sites the virtual servers; empty if there is only the site of the options
 */
record Serving(Settings settings, Listening listening, Optional<Sites> sites) {
  /**
   * Everything that a configuration describes.
   *
   * @param sessions which outlive what is served
   * @param tlsPort the port of HTTPS once the server has started
   * @throws StartupException if a file, folder or certificate cannot be used
   */
  static Serving of(
      Configuration configuration,
      Totals totals,
      ServerSessions sessions,
      InstantSource clock,
      IntSupplier tlsPort)
      throws StartupException {
    Options options = configuration.options();
    AddedFields fields = new AddedFields(options.fields().ofAll());
    if (configuration.servers().isEmpty()) {
      Listening listening = Listening.of(options);
      return new Serving(
          settings(configuration, fields, totals, sessions, clock, tlsPort),
          listening,
          Optional.empty());
    }
    Sites sites = sites(configuration, fields, totals, sessions, clock);
    Settings settings = limited(Settings.of(sites).with(fields.around(sites)), options);
    return new Serving(settings, Listening.of(sites, configuration), Optional.of(sites));
  }

  /**
   * Builds everything that a configuration describes, and listens nowhere. Stores stay closed:
   * opening one deletes what a killed process has left in it.
   *
   * @throws StartupException if a file, folder or certificate cannot be used
   */
  static void check(Configuration configuration) throws StartupException {
    InstantSource clock = InstantSource.system();
    Totals totals = new Totals(configuration.options().engine().kind().name(), clock);
    Configuration checked = configuration.withoutStores();
    try (ServerSessions sessions = ServerSessions.open(configuration.sessions())) {
      if (checked.servers().isEmpty()) {
        AddedFields fields = new AddedFields(checked.options().fields().ofAll());
        settings(checked, fields, totals, sessions, clock, () -> 0);
        Listening.checkCertificates(checked.options());
      } else {
        of(checked, totals, sessions, clock, () -> 0);
      }
    }
  }

  private static Sites sites(
      Configuration configuration,
      AddedFields fields,
      Totals totals,
      ServerSessions sessions,
      InstantSource clock)
      throws StartupException {
    Options options = configuration.options();
    ListenAddress standard =
        new ListenAddress(
            new InetSocketAddress(options.listen().address(), options.listen().port()),
            false,
            options.forwarding().proxyProtocol());
    Common common =
        new Common(
            clock,
            totals,
            options.compression().filter(),
            List.of(fields),
            sessions.filter(),
            new HtmlErrorPages());
    try {
      return Sites.of(configuration.servers(), standard, common);
    } catch (ProvidedRoutes.Unusable e) {
      throw new StartupException(e.getMessage() + ": choose another jar", e);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "cannot serve what the configuration file describes: " + e.getMessage(), e);
    } catch (IOException e) {
      throw StartupException.of(
          "cannot serve a file or folder", e, "correct it in the configuration file");
    }
  }

  private static Settings limited(Settings settings, Options options) {
    return settings
        .with(options.limits().toLimits())
        .with(options.timeouts().toTimeouts())
        .with(forwarding(options.forwarding()));
  }

  private static Forwarding forwarding(ForwardingOptions options) {
    Forwarding.Form form =
        switch (options.form()) {
          case x_forwarded_for -> Forwarding.Form.X_FORWARDED;
          case forwarded -> Forwarding.Form.FORWARDED;
        };
    return new Forwarding(options.trusted(), form, options.requestId());
  }

  private static Settings settings(
      Configuration configuration,
      AddedFields fields,
      Totals totals,
      ServerSessions sessions,
      InstantSource clock,
      IntSupplier tlsPort)
      throws StartupException {
    Options options = configuration.options();
    SiteConfig config = site(options).with(fields);
    if (configuration.hasStores()) {
      config = config.withStored(stored(options));
    }
    ErrorPages pages = fields.around(new HtmlErrorPages());
    if (options.tls().hstsSeconds().isPresent()) {
      Duration time = Duration.ofSeconds(options.tls().hstsSeconds().getAsInt());
      StrictTransport strict = new StrictTransport(time);
      config = config.with(strict);
      pages = strict.around(pages);
    }
    Site site = site(config, totals, sessions, clock);
    OptionalInt redirect = options.tls().redirect();
    if (redirect.isPresent()) {
      int fixed = redirect.getAsInt();
      site = new SecureSite(site, fixed == 0 ? tlsPort : () -> fixed);
    }
    return limited(Settings.of(site).with(pages), options);
  }

  private static SiteConfig site(Options options) {
    return SiteConfig.on(options.engine().kind().name())
        .withFiles(files(options))
        .withCgi(options.cgi().config())
        .withProvided(options.handlers().jar())
        .withCompression(options.compression().filter())
        .withDemo(options.demo())
        .withLab(options.lab());
  }

  private static Site site(
      SiteConfig config, Totals totals, ServerSessions sessions, InstantSource clock)
      throws StartupException {
    try {
      return ServerSite.of(config, totals, sessions.filter(), clock);
    } catch (ProvidedRoutes.Unusable e) {
      throw new StartupException(e.getMessage() + ": choose another jar with --handler", e);
    } catch (IllegalArgumentException e) {
      throw new StartupException("cannot serve these files: " + e.getMessage(), e);
    } catch (IOException e) {
      throw StartupException.of(
          "cannot serve a folder", e, "choose others with --root, --files and --uploads");
    }
  }

  private static Optional<StaticFilesConfig> files(Options options) {
    boolean precompressed = options.compression().isPrecompressed();
    return options
        .files()
        .config(options.fields().ofFiles())
        .map(config -> config.withPrecompressed(precompressed));
  }

  private static StoredRoutes stored(Options options) {
    StoreOptions store = options.store();
    return new StoredRoutes(
        store.files().map(options.files()::reading),
        store.uploads(),
        store.limits(),
        store.isSynced(),
        store.maxRequestBytes());
  }
}
