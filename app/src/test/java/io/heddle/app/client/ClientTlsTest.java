package io.heddle.app.client;

import static io.heddle.app.client.PreparedServer.OK;
import static io.heddle.app.client.PreparedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests to servers with TLS. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientTlsTest {
  private static final String PASSWORD = "password";

  @TempDir private static Path folder;
  private static SSLContext context;
  private static Path certificate;

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    String text = Base64.getMimeEncoder().encodeToString(keys.getCertificate("key").getEncoded());
    certificate =
        Files.writeString(
            folder.resolve("cert.pem"),
            "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private static ServerSocket listener() throws IOException {
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static PreparedServer server(int connections) throws IOException {
    PreparedServer.Script[] scripts = new PreparedServer.Script[connections];
    Arrays.fill(scripts, answers(OK, OK));
    return new PreparedServer(listener(), scripts);
  }

  @Test
  void aCertificateIsTrustedIfItsAuthorityIs() throws Exception {
    try (PreparedServer server = server(1)) {
      String url = "https://localhost:" + server.port() + "/";
      assertThat(Printed.of("--cacert", certificate.toString(), url, url))
          .isEqualTo(new Printed(0, "okok", ""));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aCertificateOfNobodyOrForAnotherHostIsNotTrusted() throws Exception {
    try (PreparedServer server = server(3)) {
      Printed unknown = Printed.of("https://localhost:" + server.port());
      assertThat(unknown.status()).isEqualTo(60);
      assertThat(unknown.errors())
          .startsWith("app: error: the certificate of localhost:" + server.port())
          .contains("--cacert", "--insecure");
      String address = "https://127.0.0.1:" + server.port();
      assertThat(Printed.of("--cacert", certificate.toString(), address).status()).isEqualTo(60);
      Printed insecure = Printed.of("-v", "--insecure", address);
      assertThat(insecure.out()).isEqualTo("ok");
      assertThat(insecure.errors()).contains("* TLSv1.3 with TLS_");
    }
  }

  @Test
  void aServerWithoutTlsIsReported() throws Exception {
    try (PreparedServer server = new PreparedServer(peer -> peer.send("HTTP/1.1 400 Bad||"))) {
      Printed printed = Printed.of("https://127.0.0.1:" + server.port());
      assertThat(printed.status()).isEqualTo(35);
      assertThat(printed.errors()).startsWith("app: error: the TLS handshake with 127.0.0.1:");
    }
  }

  /** A thread of the client waits in a write meanwhile. */
  @Test
  void aServerThatRefusesContentAndReadsNothingIsLeft() throws Exception {
    CountDownLatch isOver = new CountDownLatch(1);
    PreparedServer.Script refuses =
        peer -> {
          peer.readHead();
          peer.send("HTTP/1.1 413 Content Too Large|Content-Length: 0||");
          await(isOver);
        };
    Path large = folder.resolve("large");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 30); // more than any buffer, and none of it on the disk
    }
    try (PreparedServer server = new PreparedServer(listener(), refuses)) {
      String url = "https://localhost:" + server.port() + "/";
      Printed printed = Printed.of("-f", "--insecure", "-T", large.toString(), url);
      assertThat(printed.status()).isEqualTo(22);
    } finally {
      isOver.countDown();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void aHandshakeIsPartOfConnecting() throws Exception {
    try (PreparedServer server = new PreparedServer(PreparedServer.Peer::awaitEnd)) {
      Printed printed = Printed.of("--connect-timeout=0.2", "https://127.0.0.1:" + server.port());
      assertThat(printed.status()).isEqualTo(28);
    }
  }

  @Test
  void aFileThatHasNoCertificatesIsReported() throws Exception {
    Path file = Files.writeString(folder.resolve("none.pem"), "none");
    try (PreparedServer server = server(1)) {
      String url = "https://localhost:" + server.port();
      Printed printed = Printed.of("--cacert=" + file, url);
      assertThat(printed.status()).isEqualTo(77);
      assertThat(printed.errors()).startsWith("app: error: invalid --cacert=" + file + ": name a");
    }
  }
}
