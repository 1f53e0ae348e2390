package io.heddle.app.config;

import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.tls.ClientAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the block of a virtual server's certificates. */
final class TlsReader {
  private static final int STANDARD_MAX_HANDSHAKES = 16_384;

  private final Block block;
  private final Path folder;

  /**
   * A reader.
   *
   * @param folder that relative paths of files refer to
   */
  TlsReader(Block block, Path folder) {
    this.block = block;
    this.folder = folder;
  }

  CertificateFiles read() {
    List<Path> certificates = block.values("certificate", this::file);
    List<Path> keys = block.values("key", this::file);
    List<Path> stores = block.values("keystore", this::file);
    Optional<Path> password = block.value("password-file", this::file);
    Optional<Path> clientCa = block.value("client-ca", this::file);
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
    return new CertificateFiles(
        certificates, keys, stores, password, wanted, clientCa, maxHandshakes);
  }

  private Path file(String text) {
    Path file = folder.resolve(text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(
          "there is no such file that can be read: the path is relative to " + folder);
    }
    return file;
  }

  private static ClientAuth clientAuth(String text) {
    return switch (text) {
      case "required" -> ClientAuth.REQUIRED;
      case "optional" -> ClientAuth.OPTIONAL;
      default -> throw new IllegalArgumentException("write required or optional");
    };
  }
}
