package io.heddle.app.tls;

import io.heddle.engine.tls.ClientAuth;
import io.heddle.engine.tls.ServerCertificate;
import io.heddle.engine.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that TLS is configured with. They can be read again when they have changed.
 *
 * @param certificates PEM files, each with a certificate and those of its authorities
 * @param keys PEM files with the keys of the certificates, in the same order
 * @param stores PKCS#12 files with keys and certificates
 * @param password a file with the password of the stores on its first line
 * @param clientAuth whether clients show a certificate
 * @param clientAuthorities a PEM file with the authorities that may have signed it
 * @param maxHandshakes at a time
 */
public record CertificateFiles(
    List<Path> certificates,
    List<Path> keys,
    List<Path> stores,
    Optional<Path> password,
    ClientAuth clientAuth,
    Optional<Path> clientAuthorities,
    int maxHandshakes) {
  /**
   * Reads the files.
   *
   * @throws UnusableFile if any of them cannot be used
   */
  public TlsConfig read() throws UnusableFile {
    List<ServerCertificate> all = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      all.add(pair(certificates.get(i), keys.get(i)));
    }
    for (Path store : stores) {
      all.addAll(KeyStores.read(store, readPassword()));
    }
    List<X509Certificate> authorities = List.of();
    if (clientAuthorities.isPresent()) {
      authorities = Pem.certificates(clientAuthorities.get());
    }
    return TlsConfig.of(all).withClients(clientAuth, authorities).withMaxHandshakes(maxHandshakes);
  }

  private static ServerCertificate pair(Path certificate, Path key) throws UnusableFile {
    try {
      return ServerCertificate.of(Pem.certificates(certificate), Pem.key(key));
    } catch (IllegalArgumentException e) {
      throw new UnusableFile(key, String.valueOf(e.getMessage()), "name the key of " + certificate);
    }
  }

  private char[] readPassword() throws UnusableFile {
    if (password.isEmpty()) {
      return new char[0];
    }
    Path file = password.get();
    try {
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e, "name a file with the password of --tls-keystore");
    }
  }
}
