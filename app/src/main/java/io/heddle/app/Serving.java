package io.heddle.app;

import io.heddle.app.cli.ForwardingOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.app.session.ServerSessions;
import io.heddle.exchange.Forwarding;
import io.heddle.exchange.Settings;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/**
 * A configuration with everything that it describes: what is served, and where.
 *
 * @param site what is served
 * @param listening where it is served
 * @param named what the options of the only site name, as it was before it was read
 */
record Serving(
    Configuration configuration, ServedSite site, Listening listening, NamedFiles named) {
  /**
   * Builds everything that the first configuration describes.
   *
   * @throws StartupException if a file, folder or certificate cannot be used
   */
  static Serving of(Configuration configuration, ServedSite.Surroundings around)
      throws StartupException {
    NamedFiles named = NamedFiles.of(configuration.options());
    ServedSite site = ServedSite.of(configuration, around, new Resources());
    Listening listening = listening(configuration, site, Listening.NOWHERE);
    return new Serving(configuration, site, listening, named);
  }

  /**
   * Builds everything that another configuration describes. This one is not changed. The site of
   * the options stays the same if they and what they name do.
   *
   * @throws StartupException if a file, folder or certificate cannot be used; nothing of the other
   *     configuration stays open then
   */
  Serving next(Configuration other, ServedSite.Surroundings around) throws StartupException {
    NamedFiles nextNamed = NamedFiles.of(other.options());
    if (hasSameOnlySite(other) && named.equals(nextNamed)) {
      return new Serving(other, site, listening(other, site, listening), named);
    }
    Resources resources = site.resources().next();
    try {
      ServedSite built = ServedSite.of(other, around, resources);
      return new Serving(other, built, listening(other, built, listening), nextNamed);
    } catch (StartupException | RuntimeException | Error e) {
      resources.closeExceptFor(site.resources());
      throw e;
    }
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
      ServedSite.Surroundings around =
          new ServedSite.Surroundings(totals, sessions, clock, () -> 0);
      ServedSite site = ServedSite.of(checked, around, new Resources());
      if (site.sites().isPresent()) {
        listening(checked, site, Listening.NOWHERE);
      } else {
        Listening.checkCertificates(checked.options());
      }
    }
  }

  private boolean hasSameOnlySite(Configuration other) {
    return configuration.servers().isEmpty()
        && other.servers().isEmpty()
        && configuration.options().hasValuesOf(other.options());
  }

  private static Listening listening(Configuration configuration, ServedSite site, Listening before)
      throws StartupException {
    return site.sites().isPresent()
        ? Listening.of(site.sites().get(), configuration, before)
        : Listening.of(configuration.options(), before);
  }

  /** What the protocol needs to know. */
  Settings settings() {
    Options options = configuration.options();
    return site.settings()
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

  /**
   * The server listens, and this configuration is about to be used.
   *
   * @param addresses with their actual ports
   */
  void begin(List<InetSocketAddress> addresses) {
    site.sites().ifPresent(sites -> sites.listensOn(addresses));
    site.resources().begin();
  }

  /**
   * Closes what the other configuration does not use: it has taken the place of this one, or stays
   * instead of it.
   */
  void closeExceptFor(Serving other) {
    Resources others = other.site.resources();
    if (!others.equals(site.resources())) {
      site.resources().closeExceptFor(others);
    }
  }
}
