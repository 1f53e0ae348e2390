package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import io.heddle.app.tls.CertificateFiles;
import io.heddle.engine.tls.ClientAuth;
import io.heddle.engine.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS as curl and openssl see it. */
final class TlsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Needed.that(
        Shell.has("openssl") && Shell.has("curl"),
        "HTTPS: curl or openssl is missing (Debian: apt-get install curl openssl)");
    for (String name : new String[] {"first", "second"}) {
      assertThat(
              CertificateCommand.run(
                  "app",
                  List.of("--out=" + folder.resolve(name), "--host=localhost", "--host=" + name)))
          .isZero();
    }
    use("first");
  }

  /** Puts a certificate in place. */
  private static void use(String name) throws IOException {
    for (String file : new String[] {"cert.pem", "key.pem"}) {
      Files.copy(
          folder.resolve(name).resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String[] words(String... more) {
    return Stream.concat(
            Stream.of(
                "--tls-port=0",
                "--tls-cert=" + folder.resolve("cert.pem"),
                "--tls-key=" + folder.resolve("key.pem")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static String curl(int port, String target) throws Exception {
    return Shell.run(
        "curl -sSi --cacert cert.pem --resolve localhost:%1$d:127.0.0.1 https://localhost:%1$d%2$s"
            .formatted(port, target),
        folder);
  }

  private static String openssl(int port, String options) throws Exception {
    return Shell.output(
        "echo | timeout 20 openssl s_client -connect 127.0.0.1:%d -servername localhost %s"
            .formatted(port, options),
        folder);
  }

  /** A connection with these options gets no cipher. */
  private static void assertRefused(int port, String options) throws Exception {
    assertThat(openssl(port, options)).as(options).contains("Cipher is (NONE)");
  }

  @EachEngine
  void bothPortsServeTheSite(Variant variant) throws Exception {
    try (LocalServer server = LocalServer.serve(variant, words("--hsts=60"))) {
      assertThat(curl(server.tlsPort(), "/ping"))
          .startsWith("HTTP/1.1 200 OK")
          .contains("Strict-Transport-Security: max-age=60")
          .endsWith("pong");
      assertThat(curl(server.tlsPort(), "/nothing"))
          .startsWith("HTTP/1.1 404")
          .contains("Strict-Transport-Security: max-age=60");
      Reply reply = server.get("/ping");
      assertThat(reply.text()).isEqualTo("pong");
      assertThat(reply.field("Strict-Transport-Security")).isEmpty();
      try (Client client = new Client(server.tlsPort())) {
        Reply refusal = client.ask("GET /ping").read();
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.text()).contains("this port expects HTTPS");
      }
    }
  }

  @EachEngine
  void plainHttpIsRedirected(Variant variant) throws Exception {
    try (LocalServer server = LocalServer.serve(variant, words("--tls-redirect"))) {
      String origin = "https://test:" + server.tlsPort();
      assertThat(server.get("/a/b?c=%20d").head())
          .startsWith("HTTP/1.1 308 Permanent Redirect")
          .contains("Location: " + origin + "/a/b?c=%20d");
      assertThat(server.client().post("/echo", new byte[100]).read().field("Location"))
          .contains(origin + "/echo");
      assertThat(server.client().ask("OPTIONS *").read().field("Location")).contains(origin + "/");
      assertThat(curl(server.tlsPort(), "/ping")).endsWith("pong");
    }
    try (LocalServer server = LocalServer.serve(variant, words("--tls-redirect=443"))) {
      assertThat(server.get("/a").field("Location")).contains("https://test/a");
      assertThat(server.client().send("GET / HTTP/1.0\n\n").read().status()).isEqualTo(400);
    }
  }

  @EachEngine
  void certificatesAreReadAgainOnSighup(Variant variant) throws Exception {
    use("first");
    try (Program program = Program.run(variant.words(words()))) {
      program.port();
      String line = String.valueOf(program.out().readLine());
      assertThat(line).matches("listening on https://127\\.0\\.0\\.1:\\d+/");
      int port = Integer.parseInt(line.replaceAll(".*:(\\d+)/", "$1"));
      String first = fingerprint(port);
      use("second");
      program.signal("HUP");
      program.awaitError("app: info: reloaded");
      String second = fingerprint(port);
      assertThat(second).isNotEqualTo(first);
      Files.writeString(folder.resolve("key.pem"), "nonsense");
      program.signal("HUP");
      program.awaitError("app: error: not reloaded: the old configuration stays");
      assertThat(program.errors()).contains("key.pem: it has no private key; name a PEM file");
      assertThat(fingerprint(port)).isEqualTo(second);
      assertThat(program.signal("TERM").end()).isZero();
    } finally {
      use("first");
    }
  }

  /** Clients resume their sessions after a reload for another reason. */
  @Test
  void tlsStaysTheSameIfItsFilesDo() throws Exception {
    CertificateFiles files =
        new CertificateFiles(
            List.of(folder.resolve("cert.pem")),
            List.of(folder.resolve("key.pem")),
            List.of(),
            Optional.empty(),
            ClientAuth.NONE,
            Optional.empty(),
            10);
    Tls first = Encryption.of(files, Optional.empty());
    assertThat(Encryption.of(files, Optional.of(first))).isSameAs(first);
    use("second");
    try {
      assertThat(Encryption.of(files, Optional.of(first))).isNotSameAs(first);
    } finally {
      use("first");
    }
  }

  private static String fingerprint(int port) throws Exception {
    return Shell.run(
        "echo | openssl s_client -connect 127.0.0.1:%d 2>&1 | openssl x509 -noout -fingerprint"
            .formatted(port),
        folder);
  }

  @Test
  void aTakenPortIsReportedWithTheRemedy() throws Exception {
    String[] words = words("--port=0");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      words[0] = "--tls-port=" + taken.getLocalPort();
      try (Program program = Program.run(words)) {
        assertThat(program.end()).isEqualTo(1);
        assertThat(program.errors())
            .contains("Address already in use; stop the program that listens there")
            .contains("choose another port with --tls-port (0 picks a free one)");
      }
    }
  }

  /** What a scanner finds: old versions and weak ciphers are refused. */
  @Test
  void onlyWhatIsSafeIsOffered() throws Exception {
    try (LocalServer server = LocalServer.serve(Variant.VTHREADS, words())) {
      int port = server.tlsPort();
      assertThat(openssl(port, "-tls1_3 -CAfile cert.pem")).contains("Verify return code: 0 (ok)");
      assertThat(openssl(port, "-tls1_2")).contains("Cipher is ECDHE-ECDSA-");
      for (String old : new String[] {"-tls1", "-tls1_1"}) {
        assertRefused(port, old + " -cipher ALL:@SECLEVEL=0");
      }
      for (String weak :
          new String[] {
            "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "kRSA", "DHE", "aNULL", "eNULL"
          }) {
        assertRefused(port, "-tls1_2 -cipher " + weak + ":@SECLEVEL=0");
      }
      assertRefused(port, "-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256");
      for (String group : new String[] {"X25519", "P-256", "P-384", "P-521"}) {
        assertThat(openssl(port, "-tls1_3 -groups " + group)).as(group).contains("Cipher is TLS_");
      }
      for (String costly : new String[] {"ffdhe2048", "ffdhe8192"}) {
        assertRefused(port, "-tls1_3 -groups " + costly);
      }
      assertThat(openssl(port, "-alpn h2,http/1.1")).contains("ALPN protocol: http/1.1");
      assertRefused(port, "-alpn h2");
    }
  }

  @EachEngine
  void sessionsAreResumed(Variant variant) throws Exception {
    try (LocalServer server = LocalServer.serve(variant, words())) {
      assertThat(openssl(server.tlsPort(), "-tls1_2 -reconnect"))
          .containsPattern("(?s)(Reused.*){5}");
      String client =
          "timeout 20 openssl s_client -connect 127.0.0.1:%d -servername localhost "
              .formatted(server.tlsPort());
      String request = "printf 'GET /ping HTTP/1.1\\r\\nHost: localhost\\r\\n%s\\r\\n'";
      // TLS 1.3 sends its ticket after the handshake
      String untilThereIsATicket = "while [ ! -s ticket ]; do sleep 0.02; done";
      Files.deleteIfExists(folder.resolve("ticket"));
      Shell.run(
          "{ %s; %s; } | %s -sess_out ticket"
              .formatted(request.formatted(""), untilThereIsATicket, client),
          folder);
      assertThat(
              Shell.output(
                  "%s | %s -ign_eof -sess_in ticket"
                      .formatted(request.formatted("Connection: close\\r\\n"), client),
                  folder))
          .contains("Reused, TLSv1.3")
          .contains("pong");
    }
  }
}
