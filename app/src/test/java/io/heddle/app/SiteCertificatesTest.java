package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.tls.CertificateCommand;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Virtual servers with TLS, on every engine: which certificate is shown, and who comes in. */
final class SiteCertificatesTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void createSites() throws IOException {
    for (String[] site : new String[][] {{"site", "one"}, {"other", "other"}}) {
      Path root = Files.createDirectories(folder.resolve(site[0]));
      Files.writeString(root.resolve("index.html"), "start of " + site[1]);
    }
  }

  private static LocalServer serve(Variant variant, String text) throws Exception {
    return LocalServer.configured(
        variant, Files.writeString(folder.resolve(variant + ".conf"), text));
  }

  @EachEngine
  void eachHostHasItsCertificate(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    makeCertificate("one");
    makeCertificate("other");
    makeCertificate("others");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = ["0", "127.0.0.1:0 tls"]
                hosts = one.test
                root = site
                tls { certificate = one-keys/cert.pem, key = one-keys/key.pem }
              }
              others {
                listen = "127.0.0.1:0 tls"
                root = site
                tls { certificate = others-keys/cert.pem, key = others-keys/key.pem }
              }
              other {
                listen = "127.0.0.1:0 tls"
                hosts = other.test
                root = other
                tls { certificate = other-keys/cert.pem, key = other-keys/key.pem }
              }
            }
            """)) {
      for (String name : new String[] {"one", "other"}) {
        assertThat(https(server.tlsPort(), name, "127.0.0.1", "/")).endsWith("start of " + name);
      }
      String nameless =
          "curl -sS --cacert others-keys/cert.pem https://127.0.0.1:" + server.tlsPort();
      assertThat(Shell.output(nameless, folder))
          .as("the certificate of the server that gets the other requests")
          .contains("no alternative certificate subject name matches");
    }
  }

  /** The server that gets the requests for a host shows its certificate, whatever is in it. */
  @EachEngine
  void theCertificateIsThatOfTheServerWithTheRequests(Variant variant) throws Exception {
    Needed.that(
        Shell.has("openssl"), "HTTPS: openssl is missing (Debian: apt-get install openssl)");
    makeCertificate("one");
    makeCertificate("other");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = "127.0.0.1:0 tls"
                hosts = [one.test, other.test, "*.deep.test"]
                respond = one
                tls { certificate = one-keys/cert.pem, key = one-keys/key.pem }
              }
              others {
                listen = "127.0.0.1:0 tls"
                respond = others
                tls { certificate = other-keys/cert.pem, key = other-keys/key.pem }
              }
              same {
                listen = "127.0.0.1:0 tls"
                hosts = same.test
                respond = same
                tls { certificate = other-keys/cert.pem, key = other-keys/key.pem }
              }
            }
            """)) {
      int port = server.tlsPort();
      for (String host : new String[] {"one.test", "other.test", "a.b.deep.test"}) {
        assertThat(namesShown(port, "127.0.0.1", "-servername " + host))
            .as(host)
            .contains("DNS:one.test");
      }
      for (String host : new String[] {"-noservername", "-servername unknown.test"}) {
        assertThat(namesShown(port, "127.0.0.1", host)).as(host).contains("DNS:other.test");
      }
    }
  }

  @EachEngine
  void plainRequestsAreRedirectedToHttps(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    makeCertificate("one");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = ["127.0.0.1:0", "127.0.0.1:0 tls"]
                tls { certificate = one-keys/cert.pem, key = one-keys/key.pem }
                tls-redirect = on
                hsts = on
                root = site
              }
            }
            """)) {
      Reply moved = server.get("/a?b");
      assertThat(moved.status()).isEqualTo(308);
      assertThat(moved.field("Location")).contains("https://test:" + server.tlsPort() + "/a?b");
      for (String path : new String[] {"/", "/none"}) {
        assertThat(https(server.tlsPort(), "one", "127.0.0.1", path))
            .as(path)
            .contains("Strict-Transport-Security: max-age=31536000");
      }
    }
  }

  @EachEngine
  void onlyClientsWithACertificateComeIn(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    makeCertificate("one");
    makeCertificate("other");
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = "127.0.0.1:0 tls"
                tls {
                  certificate = one-keys/cert.pem
                  key = one-keys/key.pem
                  client-ca = other-keys/cert.pem
                }
                root = site
              }
            }
            """)) {
      String command = curl(server.tlsPort(), "one", "127.0.0.1", "/");
      assertThat(Shell.output(command, folder)).doesNotContain("start of one");
      assertThat(
              Shell.run(command + " --cert other-keys/cert.pem --key other-keys/key.pem", folder))
          .endsWith("start of one");
    }
  }

  /** The names in the certificate that is shown at an address. */
  private static String namesShown(int port, String address, String option) throws Exception {
    return Shell.run(
        "echo | openssl s_client -connect %s:%d %s 2>&1 | openssl x509 -noout -ext subjectAltName"
            .formatted(address, port, option),
        folder);
  }

  /** A server on all addresses has the connections that no server on one address takes. */
  @EachEngine
  void anAddressWithinAnotherHasItsOwnServers(Variant variant) throws Exception {
    Needed.that(Shell.has("curl"), "HTTPS: curl is missing (Debian: apt-get install curl)");
    makeCertificate("one");
    makeCertificate("other");
    int port = freePort();
    try (LocalServer server =
        serve(
            variant,
            """
            servers {
              one {
                listen = "%1$d tls"
                tls { certificate = one-keys/cert.pem, key = one-keys/key.pem }
                root = site
              }
              other {
                listen = "127.0.0.1:%1$d tls"
                tls { certificate = other-keys/cert.pem, key = other-keys/key.pem }
                root = other
              }
            }
            """
                .formatted(port))) {
      assertThat(server.ports()).containsExactly(port);
      assertThat(https(port, "other", "127.0.0.1", "/")).endsWith("start of other");
      assertThat(https(port, "one", "127.0.0.2", "/")).endsWith("start of one");
      assertThat(namesShown(port, "127.0.0.1", "-servername one.test")).contains("DNS:other.test");
      assertThat(namesShown(port, "127.0.0.2", "-servername other.test")).contains("DNS:one.test");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static void makeCertificate(String name) {
    Path keys = folder.resolve(name + "-keys");
    if (!Files.exists(keys)) {
      CertificateCommand.run("app", List.of("--out=" + keys, "--host=" + name + ".test"));
    }
  }

  /** The whole response of a server with this certificate, at this address. */
  private static String https(int port, String name, String address, String path) throws Exception {
    return Shell.run(curl(port, name, address, path), folder);
  }

  private static String curl(int port, String name, String address, String path) {
    return "curl -sSi --cacert %1$s-keys/cert.pem --resolve %1$s.test:%2$d:%3$s https://%1$s.test:%2$d%4$s"
        .formatted(name, port, address, path);
  }
}
