package io.heddle.app.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A new key with a certificate that it has signed itself. The JDK's keytool makes them: the JDK has
 * no interface for that, and a library would be several times as large as this program.
 */
final class SelfSigned {
  private static final String ALIAS = "server";
  private static final int PASSWORD_BYTES = 16;

  private SelfSigned() {}

  /**
   * Writes the certificate and the key, which only the user may read.
   *
   * @throws IOException if that fails, or a file is already there
   */
  static void write(List<String> hosts, int days, Path certificate, Path key) throws IOException {
    Path folder = Files.createTempDirectory("heddle");
    Path file = folder.resolve("store.p12");
    String password = password();
    try {
      make(hosts, days, file, password);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password.toCharArray());
      }
      byte[] encodedKey = store.getKey(ALIAS, password.toCharArray()).getEncoded();
      write(key, "rw-------", Pem.text("PRIVATE KEY", encodedKey));
      Arrays.fill(encodedKey, (byte) 0);
      write(
          certificate,
          "rw-r--r--",
          Pem.text("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static String password() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void make(List<String> hosts, int days, Path store, String password)
      throws IOException {
    String names =
        hosts.stream()
            .map(host -> (isAddress(host) ? "ip:" : "dns:") + host)
            .collect(Collectors.joining(","));
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    if (!Files.isExecutable(keytool)) {
      throw new IOException(
          "this Java has no " + keytool + ": use a whole JDK, or openssl req -x509 -nodes");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=" + hosts.getFirst(),
            "-ext",
            "san=" + names,
            "-validity",
            Integer.toString(days),
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            // not on the command line, which other users can see
            "-storepass:env",
            "HEDDLE_STORE_PASSWORD");
    builder.environment().put("HEDDLE_STORE_PASSWORD", password);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (waitFor(process) != 0) {
      throw new IOException("keytool failed (" + output.replace('\n', ' ') + ")");
    }
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  /** Whether a host is an address and not a name. */
  static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  private static void write(Path file, String permissions, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }
}
