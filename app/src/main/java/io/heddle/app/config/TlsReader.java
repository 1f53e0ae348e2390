package io.heddle.app.config;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.tls.ClientAuth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the block of a virtual server's certificates. */
final class TlsReader {
  private static final int STANDARD_MAX_HANDSHAKES = 16_384;

  private final Block block;
  private final RelativePaths paths;

  TlsReader(Block block, RelativePaths paths) {
    this.block = block;
    this.paths = paths;
  }

  CertificateFiles read() {
    List<Path> certificates = block.values("certificate", paths::file);
    List<Path> keys = block.values("key", paths::file);
    List<Path> stores = block.values("keystore", paths::file);
    Optional<Path> password = block.value("password-file", paths::file);
    Optional<Path> clientCa = block.value("client-ca", paths::file);
    Optional<ClientAuth> clientAuth = block.value("client-auth", TlsReader::clientAuth);
    int maxHandshakes =
        block.number("max-handshakes", 1, Integer.MAX_VALUE).orElse(STANDARD_MAX_HANDSHAKES);
    if (!block.has("certificate") && !block.has("keystore")) {
      block.mistake("there is no certificate: write certificate and key, or keystore");
    }
    if (block.count("certificate") != block.count("key")) {
      block.mistake(
          "key",
          "there must be as many keys as certificates: write one for each, in the same order");
    }
    if (block.has("password-file") && !block.has("keystore")) {
      block.mistake("password-file", "there is no keystore: add one, or remove this");
    }
    if (block.has("client-auth") && !block.has("client-ca")) {
      block.mistake("client-auth", "there is no client-ca: add it, or remove this");
    }
    block.end();
    ClientAuth wanted =
        clientCa.isEmpty() ? ClientAuth.NONE : clientAuth.orElse(ClientAuth.REQUIRED);
    CertificateFiles files =
        new CertificateFiles(certificates, keys, stores, password, wanted, clientCa, maxHandshakes);
    if (block.isSound()) {
      requireUsable(files);
    }
    return files;
  }

  private void requireUsable(CertificateFiles files) {
    try {
      files.read();
    } catch (UnusableFile | IllegalArgumentException e) {
      block.mistake(String.valueOf(e.getMessage()));
    }
  }

  private static ClientAuth clientAuth(String text) {
    return switch (text) {
      case "required" -> ClientAuth.REQUIRED;
      case "optional" -> ClientAuth.OPTIONAL;
      default -> throw new IllegalArgumentException("write required or optional");
    };
  }
}
