package io.heddle.engine.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of an address by the hosts that clients name. Those with the same {@linkplain
 * ServerCertificate#hosts hosts} are a group. Immutable.
 */
final class Certificates {
  private final List<ServerCertificate> all;
  private final List<CertificateGroup> groups = new ArrayList<>();
  private final Map<String, CertificateGroup> byHost = new HashMap<>();

  /** Certificates, at least one. */
  Certificates(List<ServerCertificate> all) {
    this.all = all;
    Map<List<String>, List<ServerCertificate>> grouped = new LinkedHashMap<>();
    for (ServerCertificate certificate : all) {
      grouped.computeIfAbsent(certificate.hosts(), _ -> new ArrayList<>()).add(certificate);
    }
    grouped.forEach(
        (names, certificates) -> {
          CertificateGroup group = new CertificateGroup(certificates);
          groups.add(group);
          names.forEach(name -> byHost.putIfAbsent(name, group));
        });
  }

  /**
   * The certificates for a host, which have different kinds of keys. The group with this host comes
   * first, whatever names are in its certificates; then groups with this name in a certificate, and
   * then the first group.
   *
   * @param host in lower case; empty if the client names none
   */
  List<ServerCertificate> of(String host) {
    Optional<CertificateGroup> own = owner(host);
    if (own.isPresent()) {
      return own.get().named(host).orElse(own.get().standard());
    }
    return groups.stream()
        .flatMap(group -> group.named(host).stream())
        .findFirst()
        .orElse(groups.getFirst().standard());
  }

  /** The group with a host, or with the longest wildcard for it. */
  private Optional<CertificateGroup> owner(String host) {
    CertificateGroup found = byHost.get(host);
    for (int dot = host.indexOf('.'); found == null && dot > 0; dot = host.indexOf('.', dot + 1)) {
      found = byHost.get("*" + host.substring(dot));
    }
    return Optional.ofNullable(found);
  }

  ServerCertificate get(int index) {
    return all.get(index);
  }

  int indexOf(ServerCertificate certificate) {
    return all.indexOf(certificate);
  }
}
