package io.heddle.engine.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates that belong together, such as those of a virtual server. Immutable. */
final class CertificateGroup {
  private final Map<String, List<ServerCertificate>> byName = new HashMap<>();
  private final List<ServerCertificate> standard;

  /** A group of these, at least one. */
  CertificateGroup(List<ServerCertificate> all) {
    for (ServerCertificate certificate : all) {
      for (String name : certificate.names()) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(certificate);
      }
    }
    ServerCertificate first = all.getFirst();
    standard =
        first.names().isEmpty()
            ? List.of(first)
            : byName.getOrDefault(first.names().getFirst(), List.of(first));
  }

  /**
   * The certificates for a host, which have different kinds of keys: those with its name, or else
   * with a wildcard for it. Empty if there are none.
   */
  Optional<List<ServerCertificate>> named(String host) {
    List<ServerCertificate> exact = byName.get(host);
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = host.indexOf('.');
    return dot > 0 ? Optional.ofNullable(byName.get("*" + host.substring(dot))) : Optional.empty();
  }

  /** Those with the names of the first one. */
  List<ServerCertificate> standard() {
    return standard;
  }
}
