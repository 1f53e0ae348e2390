package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.engine.proxyprotocol.ProxyProtocol;
import io.heddle.engine.tls.ClientAuth;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.Network;
import io.heddle.http.Networks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of open connections when their listener gets another layer. */
class LayerChangeTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final TlsConfig CONFIG =
      TlsConfig.of(List.of(AUTHORITY.signs("localhost").server()));
  private static final TlsConfig STRICT =
      CONFIG.withClients(ClientAuth.REQUIRED, List.of(AUTHORITY.certificate()));
  private static final Networks LOOPBACK = new Networks(List.of(Network.parse("127.0.0.0/8")));
  private static final ProxyProtocol PROXIED = new ProxyProtocol(LOOPBACK);

  /** Connects a client. */
  @FunctionalInterface
  private interface Connecting {
    Client connect(Server server) throws IOException;
  }

  private static void change(Server server, Layer next) throws IOException {
    server.engine().listen(List.of(new ListenerConfig(server.address(), next)), _ -> {});
  }

  private static void assertEnds(Setup setup, Connecting clients, Layer next) throws IOException {
    try (Server server = setup.start();
        Client idle = clients.connect(server);
        Client busy = clients.connect(server)) {
      assertThat(idle.get("/ping").read().closes()).isFalse();
      busy.post("/gate", 0);
      Await.until("the handler runs", () -> server.site().atGate() == 1);
      change(server, next);
      idle.expectEnd();
      server.site().open();
      assertThat(busy.read().closes()).isTrue();
      busy.expectEnd();
    }
  }

  @EachEngine
  void aConnectionEndsThatHasNotMetWhatTheNextLayerDemands(Variant engine) throws IOException {
    assertEnds(engine.server(), Server::connect, PROXIED);
    assertEnds(
        engine.server(), Server::connect, new ClientLimit(9, LOOPBACK).under(new Tls(CONFIG)));
    Tls tls = new Tls(CONFIG);
    assertEnds(engine.server().over(tls), new TlsClients(AUTHORITY)::client, tls.renewed(STRICT));
  }

  @EachEngine
  void newConnectionsMustMeetIt(Variant engine) throws IOException {
    Tls tls = new Tls(CONFIG);
    try (Server server = engine.server().over(tls).start()) {
      change(server, tls.renewed(STRICT));
      TlsClients someone = new TlsClients(AUTHORITY).showing(AUTHORITY.signs("someone"));
      try (Client client = someone.client(server)) {
        assertThat(client.get("/ping").read().closes()).isFalse();
        assertThat(client.get("/ping").read().closes()).isFalse();
      }
      assertThatThrownBy(
              () -> {
                try (Client client = new TlsClients(AUTHORITY).client(server)) {
                  client.get("/ping").read();
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @EachEngine
  void aConnectionStaysWithAnotherLimit(Variant engine) throws IOException {
    ClientLimit limit = new ClientLimit(9, Networks.NONE);
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (Layer next : List.of(limit, new ClientLimit(1, LOOPBACK), Layer.NONE)) {
        assertThat(client.get("/ping").read().closes()).isFalse();
        change(server, next);
      }
      assertThat(client.get("/ping").read().closes()).isFalse();
    }
  }

  @Test
  void onlyCertificatesOfTheServerMakeNoDifference() {
    Tls tls = new Tls(CONFIG);
    TlsConfig other = CONFIG.withCertificates(List.of(AUTHORITY.signs("other").server()));
    Identity stranger = Identity.authority("stranger");
    TlsConfig foreign = CONFIG.withClients(ClientAuth.REQUIRED, List.of(stranger.certificate()));
    assertThat(tls.renewed(other).demands()).isEqualTo(tls.demands());
    assertThat(PROXIED.under(tls.renewed(other)).demands()).isEqualTo(PROXIED.under(tls).demands());
    assertThat(PROXIED.under(tls).demands()).isNotEqualTo(tls.demands());
    assertThat(new Tls(foreign).demands()).isNotEqualTo(new Tls(STRICT).demands());
  }
}
