package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.cli.StoreOptions;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.app.routes.LabConfig;
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
import io.heddle.exchange.Settings;
import io.heddle.filter.AddedFields;
import io.heddle.filter.StrictTransport;
import io.heddle.http.ErrorPages;
import io.heddle.http.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/**
 * What is served: the only site of the options, or the virtual servers of a configuration file.
 *
 * @param settings the site and its error pages, with standard limits
 * @param sites the virtual servers; empty if there is only the site of the options
 * @param resources what it uses
 */
record ServedSite(Settings settings, Optional<Sites> sites, Resources resources) {
  /**
   * What does not depend on the configuration.
   *
   * @param sessions which outlive what is served
   * @param tlsPort the port of HTTPS once the server has started
   */
  record Surroundings(
      Totals totals, ServerSessions sessions, InstantSource clock, IntSupplier tlsPort) {}

  /**
   * Builds what a configuration describes.
   *
   * @throws StartupException if a file or folder cannot be used; nothing stays open then
   */
  static ServedSite of(Configuration configuration, Surroundings around, Resources resources)
      throws StartupException {
    AddedFields fields = new AddedFields(configuration.options().fields().ofAll());
    return configuration.servers().isEmpty()
        ? only(configuration, fields, around, resources)
        : several(configuration, fields, around, resources);
  }

  private static ServedSite several(
      Configuration configuration, AddedFields fields, Surroundings around, Resources resources)
      throws StartupException {
    Options options = configuration.options();
    ListenAddress standard = Configuration.standardAddress(options);
    Common common =
        new Common(
            around.clock(),
            around.totals(),
            options.compression().filter(),
            fields.isEmpty() ? List.of() : List.of(fields),
            around.sessions().filter(),
            new HtmlErrorPages(),
            resources);
    try {
      Sites sites = Sites.of(configuration.servers(), standard, common);
      return new ServedSite(
          Settings.of(sites).with(fields.around(sites)), Optional.of(sites), resources);
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

  private static ServedSite only(
      Configuration configuration, AddedFields fields, Surroundings around, Resources resources)
      throws StartupException {
    Options options = configuration.options();
    SiteConfig config = config(options, around.totals().engine());
    if (!fields.isEmpty()) {
      config = config.with(fields);
    }
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
    Site site = site(config, around, resources);
    OptionalInt redirect = options.tls().redirect();
    if (redirect.isPresent()) {
      int fixed = redirect.getAsInt();
      site = new SecureSite(site, fixed == 0 ? around.tlsPort() : () -> fixed);
    }
    return new ServedSite(Settings.of(site).with(pages), Optional.empty(), resources);
  }

  private static SiteConfig config(Options options, String engine) {
    return SiteConfig.on(engine)
        .withFiles(files(options))
        .withCgi(options.cgi().config())
        .withProvided(options.handlers().jar())
        .withCompression(options.compression().filter())
        .withDemo(options.demo())
        .withLab(
            options.lab().isOn()
                ? Optional.of(new LabConfig(options.lab().backend()))
                : Optional.empty());
  }

  private static Site site(SiteConfig config, Surroundings around, Resources resources)
      throws StartupException {
    try {
      return ServerSite.of(
          config, around.totals(), around.sessions().filter(), around.clock(), resources);
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
