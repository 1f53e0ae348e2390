package io.heddle.app;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.Layer;
import io.heddle.engine.tls.ServerCertificate;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import java.util.ArrayList;
import java.util.List;

/** HTTPS at one address: its certificates, which can be read again. */
final class Encryption {
  private final List<CertificateFiles> files;
  private final Tls tls;

  /**
   * Reads the certificates.
   *
   * @param files at least one set; the first decides what clients show
   * @throws StartupException if that fails
   */
  Encryption(List<CertificateFiles> files) throws StartupException {
    this.files = List.copyOf(files);
    try {
      this.tls = new Tls(read(files));
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

  /** The layer under the protocol. */
  Layer layer() {
    return tls;
  }

  /**
   * Reads the certificates again. New connections get the new ones. If they cannot be used, the old
   * ones stay.
   *
   * @return why the old ones stay; empty if the new ones are used
   */
  String replace() {
    try {
      tls.replace(read(files));
      return "";
    } catch (UnusableFile | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
