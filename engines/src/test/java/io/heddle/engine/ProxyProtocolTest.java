package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.connection.Phase;
import io.heddle.engine.proxyprotocol.ProxyProtocol;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.Handler;
import io.heddle.http.Network;
import io.heddle.http.Networks;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections through a proxy that announces their clients. */
class ProxyProtocolTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final Networks LOOPBACK = new Networks(List.of(Network.parse("127.0.0.0/8")));
  private static final ProxyProtocol LAYER = new ProxyProtocol(LOOPBACK);

  private static final String LINE = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n";
  private static final byte[] BINARY = {
    '\r',
    '\n',
    '\r',
    '\n',
    0,
    '\r',
    '\n',
    'Q',
    'U',
    'I',
    'T',
    '\n',
    0x21,
    0x11,
    0,
    16,
    (byte) 192,
    0,
    2,
    2,
    (byte) 198,
    51,
    100,
    1,
    (byte) 200,
    0,
    1,
    (byte) 187,
    4,
    0,
    1,
    9
  };

  private static Setup setup(Variant engine, Layer layer) {
    return engine
        .server()
        .over(layer)
        .route("/client", Handler.immediate(ProxyProtocolTest::client));
  }

  private static Response client(Request request) {
    InetSocketAddress peer = request.connection().peer();
    return Response.text(
        peer.getAddress().getHostAddress()
            + " "
            + peer.getPort()
            + " "
            + request.connection().scheme());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }

  @EachEngine
  void theHeaderNamesTheClient(Variant engine) throws IOException {
    try (Server server = setup(engine, LAYER).start()) {
      try (Client client = server.connect()) {
        client.send(bytes(LINE));
        assertThat(client.get("/client").read().text()).isEqualTo("192.0.2.1 56324 http");
        assertThat(client.get("/client").read().text()).isEqualTo("192.0.2.1 56324 http");
      }
      try (Client client = server.connect()) {
        client.send(BINARY);
        assertThat(client.get("/client").read().text()).isEqualTo("192.0.2.2 51200 http");
      }
    }
  }

  /** What follows the header in the same packet, such as content, is not lost. */
  @EachEngine
  void theHeaderMayBeCutAnywhere(Variant engine) throws IOException {
    byte[] request = bytes("POST /length HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc");
    try (Server server =
        setup(engine, LAYER)
            .route("/length", r -> Response.text("" + r.body().readAllBytes().length))
            .start()) {
      for (byte[] header : List.of(bytes(LINE), BINARY, bytes("PROXY UNKNOWN\r\n"))) {
        byte[] all = joined(header, request);
        for (int cut = 0; cut <= header.length; cut += cut < 17 ? 1 : 4) {
          try (Client client = server.connect()) {
            client.send(all, cut);
            Await.pause(Duration.ofMillis(1));
            byte[] rest = new byte[all.length - cut];
            System.arraycopy(all, cut, rest, 0, rest.length);
            assertThat(client.send(rest).read().text()).as("cut at %d", cut).isEqualTo("3");
          }
        }
      }
    }
  }

  @EachEngine
  void tlsBeginsAfterTheHeader(Variant engine) throws IOException {
    Tls tls = new Tls(TlsConfig.of(List.of(AUTHORITY.signs("localhost").server())));
    try (Server server = setup(engine, LAYER.under(tls)).start()) {
      for (byte[] header : List.of(bytes(LINE), BINARY)) {
        Socket plain = Client.connect(server.address(), 0);
        plain.getOutputStream().write(header);
        try (Client client = new Client(new TlsClients(AUTHORITY).over(plain))) {
          assertThat(client.get("/client").read().text()).startsWith("192.0.2.").endsWith(" https");
        }
      }
    }
  }

  @EachEngine
  void whatBeginsWithoutAHeaderIsClosedWithoutAnAnswer(Variant engine) throws IOException {
    try (Server server = setup(engine, LAYER).start()) {
      for (String wrong :
          List.of(
              "GET / HTTP/1.1\r\nHost: test\r\n\r\n",
              "PROXY TCP4 192.0.2.1\r\n",
              "PROXY " + "x".repeat(200),
              "\u0016\u0003\u0001",
              "\r\n\r\n")) {
        try (Client client = server.connect()) {
          client.send(bytes(wrong));
          if (wrong.equals("\r\n\r\n")) {
            client.shutdownOutput();
          }
          client.expectCutOff();
        }
      }
      try (Client client = server.connect()) {
        client.shutdownOutput().expectEnd();
      }
      assertThat(server.recorder().accepted()).isZero();
    }
  }

  @EachEngine
  void nobodyElseMayAnnounceAClient(Variant engine) throws IOException {
    ProxyProtocol others = new ProxyProtocol(new Networks(List.of(Network.parse("10.0.0.0/8"))));
    try (Server server = setup(engine, others).start();
        Client client = server.connect()) {
      try {
        client.send(bytes(LINE)).get("/client");
      } catch (IOException alreadyClosed) {
        // as it should be
      }
      client.expectCutOff();
      assertThat(server.recorder().accepted()).isZero();
    }
  }

  @EachEngine
  void theHeaderMustArriveInTime(Variant engine) throws IOException {
    try (Server server = setup(engine, LAYER).headTimeout(Duration.ofMillis(200)).start();
        Client silent = server.connect();
        Client slow = server.connect()) {
      assertThatThrownBy(
              () -> {
                // fewer bytes than make a line too long
                for (int i = 0; i < 100; i++) {
                  slow.send(new byte[] {(byte) LINE.charAt(i % 20)});
                  Await.pause(Duration.ofMillis(50));
                }
              })
          .isInstanceOf(IOException.class);
      silent.expectCutOff();
      slow.expectCutOff();
    }
  }

  @EachEngine
  void connectionsAreCountedByTheClientBehindTheProxy(Variant engine) throws IOException {
    ClientLimit limit = new ClientLimit(1, Networks.NONE);
    try (Server server = setup(engine, LAYER.under(limit)).start();
        Client one = server.connect();
        Client same = server.connect();
        Client other = server.connect()) {
      assertThat(one.send(bytes(LINE)).get("/ping").read().text()).isEqualTo("pong");
      assertThat(same.send(bytes(LINE)).get("/ping").read().status()).isEqualTo(429);
      assertThat(other.send(BINARY).get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void tooManyConnectionsAreToldSoAfterTheHeader(Variant engine) throws IOException {
    try (Server server = setup(engine, LAYER).maxConnections(1).start();
        Client one = server.connect()) {
      assertThat(one.send(bytes(LINE)).get("/ping").read().text()).isEqualTo("pong");
      try (Client more = server.connect()) {
        assertThat(more.send(bytes(LINE)).get("/ping").read().status()).isEqualTo(503);
      }
    }
  }

  @EachEngine
  void aStopDoesNotWaitForHeaders(Variant engine) throws IOException {
    try (Server server = setup(engine, LAYER).start();
        Client silent = server.connect();
        Client begun = server.connect()) {
      begun.send(bytes("PROXY "));
      Await.until("both are accepted", () -> server.engine().connections(Phase.OPENED) == 2);
      long start = System.nanoTime();
      assertThat(server.stop(Duration.ofSeconds(20))).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      silent.expectCutOff();
    }
  }

  @Test
  void aProxyMustBeTrusted() {
    assertThatThrownBy(() -> new ProxyProtocol(Networks.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no proxy is trusted");
  }
}
