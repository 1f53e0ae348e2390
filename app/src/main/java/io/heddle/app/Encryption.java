package io.heddle.app;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.tls.ServerCertificate;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HTTPS at one address: TLS with the certificates in files. */
final class Encryption {
  private Encryption() {}

  /**
   * Reads the certificates.
   *
   * @param files at least one set; the first decides what clients show
   * @param before TLS at this address until now; it stays if nothing in the files has changed
   * @throws StartupException if that fails
   */
  static Tls of(List<CertificateFiles> files, Optional<Tls> before) throws StartupException {
    try {
      TlsConfig config = read(files);
      return before.isPresent() ? before.get().renewed(config) : new Tls(config);
    } catch (UnusableFile | IllegalArgumentException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static TlsConfig read(List<CertificateFiles> files) throws UnusableFile {
    TlsConfig first = files.getFirst().read();
    List<ServerCertificate> all = new ArrayList<>(first.certificates());
    for (CertificateFiles more : files.subList(1, files.size())) {
      all.addAll(more.read().certificates());
    }
    return first.withCertificates(all);
  }
}
