package io.heddle.app;

import io.heddle.app.cli.AdminOptions;
import io.heddle.app.cli.Options;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.ServerConfig;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options that contradict the virtual servers of a configuration file. */
final class Conflicts {
  /** Options that describe the only site, which does not exist if there are virtual servers. */
  static final List<String> OF_ONE_SITE =
      List.of(
          "root",
          "index",
          "list",
          "clean-urls",
          "cgi",
          "fallback",
          "media-type",
          "file-cache",
          "cache-control",
          "immutable",
          "precompressed",
          "files",
          "files-quota",
          "max-files",
          "files-sync",
          "max-file-bytes",
          "uploads",
          "handler",
          "demo",
          "lab",
          "lab-backend",
          "inherit",
          "tls-port",
          "tls-cert",
          "tls-key",
          "tls-keystore",
          "tls-password-file",
          "tls-client-ca",
          "tls-client-auth",
          "tls-max-handshakes",
          "tls-redirect",
          "hsts");

  private Conflicts() {}

  /** All conflicts, one line each. */
  static List<String> of(Configuration configuration) {
    List<String> conflicts = new ArrayList<>();
    if (!configuration.servers().isEmpty()) {
      OF_ONE_SITE.forEach(name -> addUnused(name, configuration.options(), conflicts));
      configuration
          .servers()
          .forEach(server -> addPorts(server, configuration.options().admin(), conflicts));
      if (configuration.options().forwarding().trusted().isEmpty()) {
        configuration.servers().forEach(server -> addProxied(server, conflicts));
      }
    }
    return conflicts;
  }

  private static void addUnused(String name, Options options, List<String> conflicts) {
    options
        .place(name)
        .map(place -> place.endsWith(name) ? place : place + ": " + name)
        .map(
            place ->
                place
                    + " has no effect, because there are virtual servers: remove it, and use the keys"
                    + " of a server")
        .ifPresent(conflicts::add);
  }

  private static void addPorts(ServerConfig server, AdminOptions admin, List<String> conflicts) {
    int port = admin.port().orElse(0);
    for (Map.Entry<ListenAddress, String> listen : server.listenPlaces().entrySet()) {
      InetAddress address = listen.getKey().address().getAddress();
      boolean overlaps =
          address.isAnyLocalAddress()
              || admin.address().isAnyLocalAddress()
              || address.equals(admin.address());
      if (port != 0 && port == listen.getKey().address().getPort() && overlaps) {
        conflicts.add(
            text(server, listen)
                + "the admin pages have this port: choose another one here, or with --admin-port");
      }
    }
  }

  /** Nobody may announce the clients of an address. */
  private static void addProxied(ServerConfig server, List<String> conflicts) {
    for (Map.Entry<ListenAddress, String> listen : server.listenPlaces().entrySet()) {
      if (listen.getKey().isProxied()) {
        conflicts.add(
            text(server, listen)
                + "no proxy is trusted: write trusted-proxies = [10.0.0.0/8], for example, at the top"
                + " of the file");
      }
    }
  }

  private static String text(ServerConfig server, Map.Entry<ListenAddress, String> listen) {
    return listen.getValue() + ": servers." + server.name() + ".listen = " + listen.getKey() + ": ";
  }
}
