package io.heddle.app.config;

import io.heddle.app.rewrite.RewriteRule;
import io.heddle.app.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A virtual server.
 *
 * @param name its name in the file, for logs
 * @param listenPlaces where it listens, with the file and line of each address; empty for the
 *     address of the options
 * @param hosts the host names of its requests, which may have wildcards; empty for all
 * @param isDefault whether it gets the requests whose host no server on its address has
 * @param errorPages files for errors, by status; the key 400 is for 400 only, 5 for all from 500
 * @param certificates for its encrypted addresses
 * @param https how its clients are led to HTTPS
 * @param rewrites applied to paths before a location is chosen
 * @param locations its paths
 */
public record ServerConfig(
    String name,
    SequencedMap<ListenAddress, String> listenPlaces,
    List<String> hosts,
    boolean isDefault,
    Map<Integer, Path> errorPages,
    Optional<CertificateFiles> certificates,
    HttpsConfig https,
    List<RewriteRule> rewrites,
    List<LocationConfig> locations) {
  /** A copy with other locations. */
  public ServerConfig withLocations(List<LocationConfig> others) {
    return new ServerConfig(
        name, listenPlaces, hosts, isDefault, errorPages, certificates, https, rewrites, others);
  }

  /** Where it listens, in the order of the file; empty for the address of the options. */
  public List<ListenAddress> listens() {
    return List.copyOf(listenPlaces.keySet());
  }
}
