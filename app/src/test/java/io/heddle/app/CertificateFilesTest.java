package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.tls.CertificateCommand;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.app.tls.UnusableFile;
import io.heddle.engine.tls.ClientAuth;
import io.heddle.engine.tls.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates are made, and read in every form that openssl and keytool write. */
final class CertificateFilesTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificate() {
    assertThat(make("--out=" + folder, "--host=first.test", "--host=*.wild.test")).isZero();
  }

  private static int make(String... words) {
    return CertificateCommand.run("app", List.of(words));
  }

  private static CertificateFiles pair(String certificate, String key) {
    return new CertificateFiles(
        List.of(folder.resolve(certificate)),
        List.of(folder.resolve(key)),
        List.of(),
        Optional.empty(),
        ClientAuth.NONE,
        Optional.empty(),
        10);
  }

  private static CertificateFiles store(String name, String password) {
    return new CertificateFiles(
        List.of(),
        List.of(),
        List.of(folder.resolve(name)),
        Optional.of(folder.resolve(password)),
        ClientAuth.NONE,
        Optional.empty(),
        10);
  }

  @Test
  void aCertificateThatWasMadeIsForItsHosts() throws Exception {
    ServerCertificate made = pair("cert.pem", "key.pem").read().certificates().getFirst();
    assertThat(made.names()).containsExactly("first.test", "*.wild.test");
    assertThat(made.chain().getFirst().getPublicKey().getAlgorithm()).isEqualTo("EC");
    made.chain().getFirst().checkValidity();
  }

  @Test
  void onlyTheUserMayReadTheKey() throws Exception {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    String before = Files.readString(folder.resolve("key.pem"));
    assertThat(make("--out=" + folder)).isEqualTo(1);
    assertThat(folder.resolve("key.pem")).hasContent(before.strip());
  }

  @ParameterizedTest
  @CsvSource({
    "--host=a b",
    "--host=-x",
    "--host=a/b",
    "'--host=a,dns:b'",
    "--host=1.2.3",
    "--days=0",
    "--days=4000",
    "--days=x",
    "--what"
  })
  void wrongWordsAreRefused(String word, @TempDir Path empty) {
    assertThat(make("--out=" + empty, word)).isEqualTo(2);
    assertThat(empty).isEmptyDirectory();
  }

  /** The forms of keys, each as a command that writes k.pem and c.pem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openssl ecparam -name secp384r1 -genkey -out k.pem",
        "openssl ecparam -name prime256v1 -genkey -noout -out k.pem",
        "openssl genrsa -traditional -out k.pem 2048",
        "openssl genrsa -out k.pem 2048",
        "openssl genpkey -algorithm ed25519 -out k.pem",
      })
  void keysAreReadInEveryForm(String command) throws Exception {
    Needed.that(
        Shell.has("openssl"),
        "forms of keys: openssl is missing (Debian: apt-get install openssl)");
    Shell.run(command, folder);
    Shell.run(
        "openssl req -new -x509 -key k.pem -out c.pem -subj /CN=any"
            + " -addext subjectAltName=DNS:second.test",
        folder);
    assertThat(pair("c.pem", "k.pem").read().certificates().getFirst().names())
        .containsExactly("second.test");
  }

  @Test
  void theCertificatesOfAuthoritiesFollow() throws Exception {
    String one = Files.readString(folder.resolve("cert.pem"));
    String key = Files.readString(folder.resolve("key.pem"));
    Files.writeString(folder.resolve("all.pem"), "a comment\n" + one + key + "\n" + one);
    assertThat(pair("all.pem", "all.pem").read().certificates().getFirst().chain()).hasSize(2);
  }

  @Test
  void keystoresAreRead() throws Exception {
    Files.writeString(folder.resolve("password"), "secret\n");
    Files.writeString(folder.resolve("wrong"), "other\n");
    Needed.that(
        Shell.has("openssl"), "keystores: openssl is missing (Debian: apt-get install openssl)");
    Shell.run(
        "openssl pkcs12 -export -in cert.pem -inkey key.pem -out s.p12 -passout file:password",
        folder);
    assertThat(store("s.p12", "password").read().certificates().getFirst().names())
        .containsExactly("first.test", "*.wild.test");
    assertThatThrownBy(() -> store("s.p12", "wrong").read())
        .isInstanceOf(UnusableFile.class)
        .hasMessageContaining("s.p12")
        .hasMessageContaining("--tls-password-file");
  }

  @Test
  void aKeystoreNeedsTheCertificateOfItsKey() throws Exception {
    Files.writeString(folder.resolve("password"), "secret\n");
    Needed.that(
        Shell.has("openssl"), "keystores: openssl is missing (Debian: apt-get install openssl)");
    Shell.run(
        "openssl pkcs12 -export -nocerts -inkey key.pem -out k.p12 -passout file:password", folder);
    assertThatThrownBy(() -> store("k.p12", "password").read())
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching(".*/k\\.p12: its key \\S+ has no certificate; name a PKCS#12 file.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.pem    | key.pem  | none.pem: there is no such file; name a PEM file with the cert",
        "cert.pem    | none.pem | none.pem: there is no such file; name a PEM file with the priv",
        "key.pem     | key.pem  | key.pem: it has no certificate; name a PEM file with the line",
        "cert.pem    | cert.pem | cert.pem: it has no private key; name a PEM file with the line",
        "damaged.pem | key.pem  | damaged.pem: a certificate in it cannot be read; look at it",
        "cert.pem    | bad.pem  | bad.pem: its key cannot be read; name a key of the kind EC,",
        "cert.pem    | cut.pem  | cut.pem: its key cannot be read; name a key of the kind EC,",
        "cert.pem    | enc.pem  | enc.pem: its key is encrypted; decrypt it with openssl",
        "other.pem   | key.pem  | key.pem: the private key does not belong to the certificate of",
      })
  void whatCannotBeUsedIsNamedWithTheRemedy(String certificate, String key, String message)
      throws Exception {
    Files.writeString(folder.resolve("damaged.pem"), block("CERTIFICATE"));
    Files.writeString(folder.resolve("bad.pem"), block("EC PRIVATE KEY"));
    Files.writeString(folder.resolve("cut.pem"), block("EC PRIVATE KEY", "MAMCgQ=="));
    Files.writeString(folder.resolve("enc.pem"), block("ENCRYPTED PRIVATE KEY"));
    if (certificate.equals("other.pem") && Files.notExists(folder.resolve("other.pem"))) {
      assertThat(make("--out=" + folder.resolve("other"))).isZero();
      Files.move(folder.resolve("other/cert.pem"), folder.resolve("other.pem"));
    }
    assertThatThrownBy(() -> pair(certificate, key).read())
        .isInstanceOf(UnusableFile.class)
        .hasMessageStartingWith(folder + "/" + message);
  }

  private static String block(String label) {
    return block(label, "MAoCAQECAQECAQEC");
  }

  private static String block(String label, String encoded) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, encoded);
  }

  /** The forms of keys and certificates, each as a command that writes whole.pem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EC PRIVATE KEY  | openssl ecparam -name secp521r1 -genkey -noout -out whole.pem",
        "RSA PRIVATE KEY | openssl genrsa -traditional -out whole.pem 1024",
        "PRIVATE KEY     | openssl genpkey -algorithm ed25519 -out whole.pem",
        "CERTIFICATE     | cp cert.pem whole.pem",
      })
  void whatIsCutAnywhereCannotBeUsed(String label, String command) throws Exception {
    Needed.that(
        Shell.has("openssl"),
        "forms of keys: openssl is missing (Debian: apt-get install openssl)");
    Shell.run(command, folder);
    String text = Files.readString(folder.resolve("whole.pem")).replaceAll("-----.*?-----", "");
    byte[] whole = Base64.getMimeDecoder().decode(text);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.writeString(
          folder.resolve("part.pem"), block(label, Base64.getEncoder().encodeToString(part)));
      boolean isKey = label.endsWith("KEY");
      assertThatThrownBy(
              () -> pair(isKey ? "cert.pem" : "part.pem", isKey ? "part.pem" : "key.pem").read())
          .as("%d bytes", length)
          .isInstanceOf(UnusableFile.class);
    }
  }
}
