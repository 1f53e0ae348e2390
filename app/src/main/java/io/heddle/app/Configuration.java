package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.LocationConfig;
import io.heddle.app.config.Served;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.session.SessionConfig;
import java.util.List;

/**
 * What the user wants to be served.
 *
 * @param servers virtual servers; if there are none, the options describe the only site
 * @param sessions where sessions are
 * @param hasStores whether the stores of the only site are opened
 */
record Configuration(
    Options options, List<ServerConfig> servers, SessionConfig sessions, boolean hasStores) {
  Configuration(Options options, List<ServerConfig> servers) {
    this(options, servers, SessionConfig.STANDARD, true);
  }

  /** Options without a configuration file. */
  static Configuration of(Options options) {
    return new Configuration(options, List.of());
  }

  /** Where a server listens that names no address. */
  static ListenAddress standardAddress(Options options) {
    return ListenAddress.ofOptions(
        options.listen().address(), options.listen().port(), options.forwarding().proxyProtocol());
  }

  /** The same with sessions elsewhere. */
  Configuration with(SessionConfig other) {
    return new Configuration(options, servers, other, hasStores);
  }

  /** The same without the files that clients store. */
  Configuration withoutStores() {
    List<ServerConfig> others =
        servers.stream()
            .map(
                server ->
                    server.withLocations(
                        server.locations().stream()
                            .filter(location -> !isStore(location))
                            .toList()))
            .toList();
    return new Configuration(options, others, sessions, false);
  }

  private static boolean isStore(LocationConfig location) {
    return location.served() instanceof Served.Store || location.served() instanceof Served.Uploads;
  }
}
