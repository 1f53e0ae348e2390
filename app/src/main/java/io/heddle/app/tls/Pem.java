package io.heddle.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Keys and certificates as text (RFC 7468). Java 25 reads them only in a preview feature. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /**
   * The certificates of a file in their order, at least one.
   *
   * @throws UnusableFile if it has none, or one that is wrong
   */
  static List<X509Certificate> certificates(Path file) throws UnusableFile {
    List<X509Certificate> certificates = new ArrayList<>();
    for (MatchResult block : blocks(file, "name a PEM file with the certificate")) {
      if (block.group(1).equals(CERTIFICATE)) {
        certificates.add(certificate(file, bytes(file, block)));
      }
    }
    if (certificates.isEmpty()) {
      throw new UnusableFile(
          file,
          "it has no certificate",
          "name a PEM file with the line -----BEGIN CERTIFICATE-----");
    }
    return certificates;
  }

  private static X509Certificate certificate(Path file, byte[] encoded) throws UnusableFile {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new UnusableFile(
          file,
          "a certificate in it cannot be read",
          "look at it with openssl x509 -text -in FILE");
    }
  }

  /**
   * The private key of a file.
   *
   * @throws UnusableFile if it has none that can be read
   */
  static PrivateKey key(Path file) throws UnusableFile {
    for (MatchResult block : blocks(file, "name a PEM file with the private key")) {
      byte[] encoded = bytes(file, block);
      switch (block.group(1)) {
        case "PRIVATE KEY" -> {
          return key(file, encoded);
        }
        case "RSA PRIVATE KEY" -> {
          return key(file, OldKeys.rsa(encoded));
        }
        case "EC PRIVATE KEY" -> {
          return key(file, OldKeys.ec(encoded));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw new UnusableFile(
                file,
                "its key is encrypted",
                "decrypt it with openssl pkey -in FILE -out NEW, or use --tls-keystore");
        default -> {
          // a certificate, or parameters that the key repeats
        }
      }
    }
    throw new UnusableFile(
        file, "it has no private key", "name a PEM file with the line -----BEGIN PRIVATE KEY-----");
  }

  /** A PKCS#8 key does not say its algorithm before it is decoded, so all are tried. */
  private static PrivateKey key(Path file, byte[] encoded) throws UnusableFile {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // another algorithm
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new UnusableFile(
        file, "its key cannot be read", "name a key of the kind EC, RSA or Ed25519");
  }

  private static List<MatchResult> blocks(Path file, String remedy) throws UnusableFile {
    try {
      return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).results().toList();
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e, remedy);
    }
  }

  private static byte[] bytes(Path file, MatchResult block) throws UnusableFile {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new UnusableFile(file, "it is damaged", "copy it again");
    }
  }

  /** A block of text with this label. */
  static String text(String label, byte[] encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(encoded));
  }
}
