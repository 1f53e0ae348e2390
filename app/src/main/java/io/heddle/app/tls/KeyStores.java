package io.heddle.app.tls;

import io.heddle.engine.tls.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Keys and certificates in PKCS#12 files. */
final class KeyStores {
  private KeyStores() {}

  /**
   * All certificates of a file that have a key.
   *
   * @throws UnusableFile if it cannot be read, or has none
   */
  static List<ServerCertificate> read(Path file, char[] password) throws UnusableFile {
    List<ServerCertificate> found = new ArrayList<>();
    try {
      KeyStore store = load(file, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
          found.add(ServerCertificate.of(chain(file, store, alias), key));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableFile(
          file, String.valueOf(e.getMessage()), "look at it with keytool -list -v -keystore FILE");
    }
    if (found.isEmpty()) {
      throw new UnusableFile(
          file, "it has no private key", "name a PKCS#12 file with a key and its certificate");
    }
    return found;
  }

  private static List<X509Certificate> chain(Path file, KeyStore store, String alias)
      throws KeyStoreException, UnusableFile {
    Certificate[] certificates = store.getCertificateChain(alias);
    if (certificates == null) {
      throw new UnusableFile(
          file,
          "its key " + alias + " has no certificate",
          "name a PKCS#12 file with a key and its certificate");
    }
    return Arrays.stream(certificates).map(X509Certificate.class::cast).toList();
  }

  private static KeyStore load(Path file, char[] password)
      throws GeneralSecurityException, UnusableFile {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
      return store;
    } catch (IOException e) {
      throw UnusableFile.unreadable(
          file, e, "name a PKCS#12 file, and the file with its password (--tls-password-file)");
    }
  }
}
