package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
  }

  @BeforeEach
  void useTheFirst() throws IOException {
    use("first");
  }

  private static void use(String name) throws IOException {
    for (String file : new String[] {"cert.pem", "key.pem"}) {
      Files.copy(
          folder.resolve(name).resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Program start(Variant variant, String... more) throws IOException {
    String[] words = new String[more.length + 3];
    words[0] = "--tls-port=0";
    words[1] = "--tls-cert=" + folder.resolve("cert.pem");
    words[2] = "--tls-key=" + folder.resolve("key.pem");
    System.arraycopy(more, 0, words, 3, more.length);
    return Program.run(variant.words(words));
  }

  private static int tlsPort(Program program) throws IOException {
    String line = String.valueOf(program.out().readLine());
    assertThat(line).matches("listening on https://127\\.0\\.0\\.1:\\d+/");
    return Integer.parseInt(line.replaceAll(".*:(\\d+)/", "$1"));
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
    try (Program program = start(variant, "--hsts=60")) {
      int plainPort = program.port();
      int port = tlsPort(program);
      assertThat(curl(port, "/ping"))
          .startsWith("HTTP/1.1 200 OK")
          .contains("Strict-Transport-Security: max-age=60")
          .endsWith("pong");
      assertThat(curl(port, "/nothing"))
          .startsWith("HTTP/1.1 404")
          .contains("Strict-Transport-Security: max-age=60");
      try (Client client = new Client(plainPort)) {
        Reply reply = client.ask("GET /ping").read();
        assertThat(reply.text()).isEqualTo("pong");
        assertThat(reply.field("Strict-Transport-Security")).isEmpty();
      }
      try (Client client = new Client(port)) {
        Reply reply = client.ask("GET /ping").read();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("this port expects HTTPS");
      }
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @EachEngine
  void plainHttpIsRedirected(Variant variant) throws Exception {
    try (Program program = start(variant, "--tls-redirect")) {
      int plainPort = program.port();
      int port = tlsPort(program);
      try (Client client = new Client(plainPort)) {
        assertThat(client.ask("GET /a/b?c=%20d").read().head())
            .startsWith("HTTP/1.1 308 Permanent Redirect")
            .contains("Location: https://test:" + port + "/a/b?c=%20d");
        assertThat(client.post("/echo", new byte[100]).read().field("Location"))
            .contains("https://test:" + port + "/echo");
        assertThat(client.ask("OPTIONS *").read().field("Location"))
            .contains("https://test:" + port + "/");
      }
      assertThat(curl(port, "/ping")).endsWith("pong");
    }
    try (Program program = start(variant, "--tls-redirect=443");
        Client client = new Client(program.port())) {
      assertThat(client.ask("GET /a").read().field("Location")).contains("https://test/a");
      assertThat(client.send("GET / HTTP/1.0\n\n").read().status()).isEqualTo(400);
    }
  }

  @EachEngine
  void certificatesAreReadAgainOnSighup(Variant variant) throws Exception {
    try (Program program = start(variant)) {
      program.port();
      int port = tlsPort(program);
      assertThat(openssl(port, "")).contains("CN = localhost");
      String first = fingerprint(port);
      use("second");
      program.signal("HUP");
      await(program, "the certificates were read again");
      String second = fingerprint(port);
      assertThat(second).isNotEqualTo(first);
      Files.writeString(folder.resolve("key.pem"), "nonsense");
      program.signal("HUP");
      await(program, "the old certificates stay: ");
      assertThat(program.errors()).contains("key.pem: it has no private key; name a PEM file");
      assertThat(fingerprint(port)).isEqualTo(second);
    }
  }

  private static String fingerprint(int port) throws Exception {
    return Shell.run(
        "echo | openssl s_client -connect 127.0.0.1:%d 2>&1 | openssl x509 -noout -fingerprint"
            .formatted(port),
        folder);
  }

  private static void await(Program program, String line) throws Exception {
    for (int i = 0; i < 500 && !program.errors().contains(line); i++) {
      Thread.sleep(10);
    }
    assertThat(program.errors()).contains(line);
  }

  /** What a scanner finds: old versions and weak ciphers are refused, sessions are resumed. */
  @EachEngine
  void onlyWhatIsSafeIsOffered(Variant variant) throws Exception {
    try (Program program = start(variant)) {
      program.port();
      int port = tlsPort(program);
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
      assertThat(openssl(port, "-alpn h2,http/1.1")).contains("ALPN protocol: http/1.1");
      assertRefused(port, "-alpn h2");
      assertThat(openssl(port, "-tls1_2 -reconnect")).containsPattern("(?s)(Reused.*){5}");
    }
  }

  @EachEngine
  void aTicketResumesASession(Variant variant) throws Exception {
    try (Program program = start(variant)) {
      program.port();
      int port = tlsPort(program);
      String request = "printf 'GET /ping HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'; sleep 0.3";
      String client = "openssl s_client -connect 127.0.0.1:" + port + " -servername localhost ";
      Shell.run("{ %s; } | timeout 20 %s -sess_out t.pem".formatted(request, client), folder);
      assertThat(
              Shell.output(
                  "{ %s; } | timeout 20 %s -sess_in t.pem".formatted(request, client), folder))
          .contains("Reused, TLSv1.3")
          .contains("pong");
    }
  }
}
