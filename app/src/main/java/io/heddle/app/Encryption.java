package io.heddle.app;

import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.ServerConfig;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.tls.ServerCertificate;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** HTTPS at one address: TLS with the certificates in files. */
final class Encryption {
  /** The server that gets the requests for other hosts is the first, as in {@code Sites}. */
  private static final Comparator<ServerConfig> DEFAULT_FIRST =
      Comparator.comparing((ServerConfig server) -> !server.isDefault())
          .thenComparing(server -> !server.hosts().isEmpty());

  private Encryption() {}

  /**
   * TLS with the same certificates for all hosts.
   *
   * @param before TLS until now; it stays if nothing in the files has changed. Otherwise the new
   *     one shares its memory for records
   * @throws StartupException if a file cannot be used
   */
  static Tls of(CertificateFiles files, Optional<Tls> before) throws StartupException {
    try {
      return of(files.read(), before);
    } catch (UnusableFile | IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * TLS of virtual servers.
   *
   * @param servers all servers of the configuration
   * @param before as above
   * @throws StartupException if a file cannot be used
   */
  static Tls of(ListenAddress address, List<ServerConfig> servers, Optional<Tls> before)
      throws StartupException {
    try {
      TlsConfig config = read(address, servers);
      for (ListenAddress within : within(address, servers)) {
        List<ServerCertificate> own = read(within, servers).certificates();
        config = config.withCertificatesAt(within.address().getAddress(), own);
      }
      return of(config, before);
    } catch (UnusableFile | IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Tls of(TlsConfig config, Optional<Tls> before) {
    return before.map(tls -> tls.renewed(config)).orElseGet(() -> new Tls(config));
  }

  private static List<ListenAddress> within(ListenAddress address, List<ServerConfig> servers) {
    return servers.stream()
        .flatMap(server -> server.listens().stream())
        .filter(address::includes)
        .distinct()
        .toList();
  }

  /** The certificates of the servers at an address. What clients show is the same for all. */
  private static TlsConfig read(ListenAddress address, List<ServerConfig> servers)
      throws UnusableFile {
    List<ServerConfig> there =
        servers.stream()
            .filter(server -> server.listens().contains(address))
            .sorted(DEFAULT_FIRST)
            .toList();
    TlsConfig first = read(there.getFirst());
    List<ServerCertificate> all = new ArrayList<>(first.certificates());
    for (ServerConfig more : there.subList(1, there.size())) {
      all.addAll(read(more).certificates());
    }
    return first.withCertificates(all);
  }

  private static TlsConfig read(ServerConfig server) throws UnusableFile {
    TlsConfig config = server.certificates().orElseThrow().read();
    return config.withCertificates(
        config.certificates().stream()
            .map(certificate -> certificate.withHosts(server.hosts()))
            .toList());
  }
}
