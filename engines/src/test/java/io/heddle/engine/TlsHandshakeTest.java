package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.engine.tls.ClientAuth;
import io.heddle.engine.tls.ServerCertificate;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Handler;
import io.heddle.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What a client and the server agree on, and what a handler learns of it. */
class TlsHandshakeTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final Identity OTHER = Identity.authority("other authority");
  private static final Identity STANDARD = AUTHORITY.signs("first.test", "www.first.test");
  private static final Identity SECOND = AUTHORITY.signs("second.test");
  private static final Identity SECOND_RSA = AUTHORITY.signsRsa("second.test");
  private static final Identity WILD = AUTHORITY.signs("*.wild.test");
  private static final TlsConfig CONFIG =
      TlsConfig.of(List.of(STANDARD.server(), SECOND.server(), SECOND_RSA.server(), WILD.server()));

  /** Says what a handler knows of its connection. */
  private static final Handler FACTS =
      Handler.immediate(
          request -> {
            ConnectionInfo connection = request.connection();
            return Response.text(
                "%s %s %s %s"
                    .formatted(
                        connection.scheme(),
                        connection.serverName().orElse("-"),
                        connection.tls().map(tls -> tls.version()).orElse("-"),
                        connection
                            .tls()
                            .flatMap(tls -> tls.client())
                            .map(shown -> shown.getSubjectX500Principal().getName())
                            .orElse("-")));
          });

  private static Server start(Variant engine, TlsConfig config) throws IOException {
    return engine.server().route("/facts", FACTS).over(new Tls(config)).start();
  }

  private static TlsClients clients() {
    return new TlsClients(AUTHORITY);
  }

  private static X509Certificate shownTo(Server server, TlsClients clients) throws IOException {
    try (SSLSocket socket = clients.connect(server);
        Client client = new Client(socket)) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @EachEngine
  void theCertificateIsThatOfTheHost(Variant engine) throws IOException {
    try (Server server = start(engine, CONFIG)) {
      assertThat(shownTo(server, clients().host("www.first.test")))
          .isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients().host("SECOND.test"))).isEqualTo(SECOND.certificate());
      assertThat(shownTo(server, clients().host("a.wild.test"))).isEqualTo(WILD.certificate());
      assertThat(shownTo(server, clients().host("a.b.wild.test")))
          .as("a wildcard is for one label")
          .isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients().host("unknown.test"))).isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients())).as("no name").isEqualTo(STANDARD.certificate());
    }
  }

  /** What is in certificates counts only for hosts that no server has. */
  @EachEngine
  void theCertificateIsThatOfTheServerWithTheHost(Variant engine) throws IOException {
    Identity broad = AUTHORITY.signs("first.test", "second.test", "other.test");
    TlsConfig config =
        TlsConfig.of(
            List.of(
                broad.server().withHosts(List.of("first.test")),
                STANDARD.server().withHosts(List.of("THIRD.test.", "*.deep.test")),
                SECOND.server().withHosts(List.of("second.test", "own.test")),
                SECOND_RSA.server().withHosts(List.of("second.test", "own.test"))));
    try (Server server = start(engine, config)) {
      assertThat(shownTo(server, clients().host("second.test"))).isEqualTo(SECOND.certificate());
      assertThat(shownTo(server, clients().host("own.test"))).isEqualTo(SECOND.certificate());
      assertThat(shownTo(server, clients().host("first.test"))).isEqualTo(broad.certificate());
      assertThat(shownTo(server, clients().host("third.test"))).isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients().host("a.b.deep.test")))
          .as("a wildcard of a server is for several labels")
          .isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients().host("www.first.test")))
          .as("no server has this host, but a certificate")
          .isEqualTo(STANDARD.certificate());
      assertThat(shownTo(server, clients().host("unknown.test"))).isEqualTo(broad.certificate());
      assertThat(shownTo(server, clients())).as("no name").isEqualTo(broad.certificate());
    }
  }

  @EachEngine
  void anAddressMayHaveCertificatesOfItsOwn(Variant engine) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    InetAddress elsewhere = InetAddress.ofLiteral("192.0.2.1");
    TlsConfig config =
        CONFIG
            .withCertificatesAt(here, List.of(WILD.server()))
            .withCertificatesAt(elsewhere, List.of(STANDARD.server()));
    try (Server server = start(engine, config)) {
      assertThat(shownTo(server, clients().host("second.test"))).isEqualTo(WILD.certificate());
    }
  }

  @EachEngine
  void aHandlerKnowsTheFacts(Variant engine) throws IOException {
    try (Server server = start(engine, CONFIG)) {
      try (Client client = clients().host("A.wild.test").client(server)) {
        assertThat(client.get("/facts").read().text()).isEqualTo("https a.wild.test TLSv1.3 -");
      }
      try (Client client = clients().versions("TLSv1.2").client(server)) {
        assertThat(client.get("/facts").read().text()).isEqualTo("https - TLSv1.2 -");
      }
    }
  }

  /** Other clients of the loop would wait for it. */
  @EachEngine
  void noLoopComputesASignature(Variant engine) throws IOException {
    WatchedKey key = new WatchedKey(STANDARD);
    ServerCertificate certificate = ServerCertificate.of(List.of(STANDARD.certificate()), key);
    key.threads().clear();
    try (Server server = start(engine, TlsConfig.of(List.of(certificate)))) {
      for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
        try (Client client = clients().versions(version).client(server)) {
          assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        }
        assertThat(key.threads())
            .as(version)
            .isNotEmpty()
            .noneMatch(thread -> thread.startsWith("loop-"));
        key.threads().clear();
      }
    }
  }

  @EachEngine
  void theProtocolIsChosen(Variant engine) throws IOException {
    try (Server server = start(engine, CONFIG)) {
      try (SSLSocket socket = clients().protocols("h2", "http/1.1").connect(server)) {
        assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
      }
      try (SSLSocket socket = clients().connect(server)) {
        assertThat(socket.getApplicationProtocol()).isEmpty();
      }
      assertThatThrownBy(() -> clients().protocols("h2").connect(server))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("no_application_protocol");
    }
  }

  @EachEngine
  void clientsMustShowACertificateWhereItIsRequired(Variant engine) throws IOException {
    TlsConfig config = CONFIG.withClients(ClientAuth.REQUIRED, List.of(AUTHORITY.certificate()));
    try (Server server = start(engine, config)) {
      for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
        try (Client client =
            clients().versions(version).showing(AUTHORITY.signs("someone")).client(server)) {
          assertThat(client.get("/facts").read().text()).endsWith(" CN=someone");
        }
        assertNoAnswer(server, clients().versions(version));
        assertNoAnswer(server, clients().versions(version).showing(OTHER.signs("someone")));
      }
    }
  }

  /** In TLS 1.3 a client knows only later that the server refuses its certificate. */
  private static void assertNoAnswer(Server server, TlsClients clients) {
    assertThatThrownBy(
            () -> {
              try (Client client = clients.client(server)) {
                client.get("/ping").read();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @EachEngine
  void clientsMayShowACertificateWhereItIsOptional(Variant engine) throws IOException {
    TlsConfig config = CONFIG.withClients(ClientAuth.OPTIONAL, List.of(AUTHORITY.certificate()));
    try (Server server = start(engine, config)) {
      try (Client client = clients().showing(AUTHORITY.signs("someone")).client(server)) {
        assertThat(client.get("/facts").read().text()).endsWith(" CN=someone");
      }
      try (Client client = clients().client(server)) {
        assertThat(client.get("/facts").read().text()).endsWith(" -");
      }
      assertNoAnswer(server, clients().showing(OTHER.signs("someone")));
    }
  }

  @EachEngine
  void certificatesAreReplacedForNewConnections(Variant engine) throws IOException {
    Tls tls = new Tls(CONFIG);
    Identity next = AUTHORITY.signs("first.test");
    try (Server server = engine.server().over(tls).start();
        Client before = clients().client(server)) {
      assertThat(before.get("/ping").read().text()).isEqualTo("pong");
      Tls renewed = tls.renewed(TlsConfig.of(List.of(next.server())));
      server.engine().listen(List.of(new ListenerConfig(server.address(), renewed)), _ -> {});
      assertThat(before.get("/ping").read().text()).isEqualTo("pong");
      assertThat(shownTo(server, clients())).isEqualTo(next.certificate());
      assertThat(before.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    assertThatThrownBy(
            () -> ServerCertificate.of(List.of(STANDARD.certificate()), SECOND.keys().getPrivate()))
        .hasMessage("the private key does not belong to the certificate of CN=first.test");
  }

  @Test
  void certificatesKnowTheHostsThatTheyAreFor() {
    assertThat(STANDARD.server().names()).containsExactly("first.test", "www.first.test");
    assertThat(WILD.server().names()).containsExactly("*.wild.test");
  }
}
