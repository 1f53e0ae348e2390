package io.heddle.engine.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The certificates of a server by the hosts that they are for. Immutable. */
final class Certificates {
  private final List<ServerCertificate> all;
  private final Map<String, List<ServerCertificate>> byName = new HashMap<>();
  private final List<ServerCertificate> standard;

  Certificates(List<ServerCertificate> all) {
    this.all = all;
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
   * with a wildcard for it, or else those with the names of the first one.
   *
   * @param host in lower case; empty if the client names none
   */
  List<ServerCertificate> of(String host) {
    List<ServerCertificate> exact = byName.get(host);
    if (exact != null) {
      return exact;
    }
    int dot = host.indexOf('.');
    List<ServerCertificate> wild = dot > 0 ? byName.get("*" + host.substring(dot)) : null;
    return wild != null ? wild : standard;
  }

  ServerCertificate get(int index) {
    return all.get(index);
  }

  int indexOf(ServerCertificate certificate) {
    return all.indexOf(certificate);
  }
}
