package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** Content arrives over TLS as it was sent, however the records are cut. */
class TlsTransferTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final TlsConfig CONFIG =
      TlsConfig.of(List.of(AUTHORITY.signs("localhost").server()));
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final int LARGE = 5_000_000;
  private static final int MEDIUM = 500_000;

  private static Server start(Variant engine) throws IOException {
    return engine.server().over(new Tls(CONFIG)).start();
  }

  private static TlsClients clients(String version) {
    return new TlsClients(AUTHORITY).versions(version);
  }

  @EachEngine
  void largeContentArrivesInBothDirections(Variant engine) throws Exception {
    try (Server server = start(engine)) {
      for (String version : VERSIONS) {
        try (Client client = clients(version).client(server)) {
          assertThat(client.get("/bytes?n=" + LARGE).read().body()).isEqualTo(Pattern.bytes(LARGE));
          for (String path : new String[] {"/stream", "/sized", "/inline-stream"}) {
            assertThat(client.get(path + "?n=" + MEDIUM).read().body())
                .as(path)
                .isEqualTo(Pattern.bytes(MEDIUM));
          }
          client.post("/count", LARGE).send(Pattern.bytes(LARGE));
          assertThat(client.read().text()).isEqualTo(LARGE + " right");
          client.post("/echo", MEDIUM);
          try (Background upload = Background.run(() -> client.send(Pattern.bytes(MEDIUM)))) {
            assertThat(client.read().body()).isEqualTo(Pattern.bytes(MEDIUM));
            upload.join();
          }
          client.post("/gather", 10_000).send(Pattern.bytes(10_000));
          assertThat(client.read().body()).isEqualTo(Pattern.bytes(10_000));
        }
      }
    }
  }

  @EachEngine
  void filesArrive(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = clients("TLSv1.3").client(server)) {
      assertThat(client.get("/file?n=" + TestSite.FILE_BYTES).get("/ping").read().body())
          .isEqualTo(Pattern.bytes(TestSite.FILE_BYTES));
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  /** A part of a file that is not there is an error of the server's, not of the client's. */
  @EachEngine
  void aFileThatIsTooShortEndsTheConnection(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = clients("TLSv1.3").client(server)) {
      client.get("/file?n=" + (TestSite.FILE_BYTES + 1));
      client.readHead();
      client.readBytes(TestSite.FILE_BYTES);
      client.expectEnd();
      assertThat(server.recorder().failures()).hasSize(1);
    }
  }

  @EachEngine
  void pipelinedRequestsAreAnsweredInOrder(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = clients("TLSv1.3").client(server)) {
      String requests = "";
      for (int i = 0; i < 100; i++) {
        requests +=
            "GET /ping HTTP/1.1\nHost: test\n\nGET /bytes?n=" + i + " HTTP/1.1\nHost: test\n\n";
      }
      client.send(requests).get("/wait");
      for (int i = 0; i < 100; i++) {
        assertThat(client.read().text()).isEqualTo("pong");
        assertThat(client.read().body()).isEqualTo(Pattern.bytes(i));
      }
      assertThat(client.read().text()).isEqualTo("waited");
    }
  }

  @EachEngine
  void recordsThatAreCutAnywhereMakeNoDifference(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      for (String version : VERSIONS) {
        for (int pieceBytes : new int[] {1, 7, 100}) {
          CutSocket plain = new CutSocket(pieceBytes);
          Client.connect(plain, server.address(), 0);
          try (Client client = new Client(clients(version).over(plain))) {
            assertThat(client.get("/ping").read().text()).isEqualTo("pong");
            client.post("/count", 1_000).send(Pattern.bytes(1_000));
            assertThat(client.read().text()).isEqualTo("1000 right");
          }
        }
      }
    }
  }

  @EachEngine
  void manyRecordsInOnePacketMakeNoDifference(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      CutSocket plain = new CutSocket(Integer.MAX_VALUE);
      Client.connect(plain, server.address(), 0);
      try (Client client = new Client(clients("TLSv1.3").over(plain))) {
        plain.hold();
        for (int i = 0; i < 200; i++) {
          client.send("GET /ping HTTP/1.1\nHo").send("st: test\n\n").get("/wait");
        }
        client.post("/count", 60_000);
        for (int at = 0; at < 60_000; at += 600) {
          byte[] piece = new byte[600];
          Pattern.fill(piece, 600, at);
          client.send(piece);
        }
        plain.release();
        for (int i = 0; i < 200; i++) {
          assertThat(client.read().text()).isEqualTo("pong");
          assertThat(client.read().text()).isEqualTo("waited");
        }
        assertThat(client.read().text()).isEqualTo("60000 right");
      }
    }
  }

  /** A client that does not read must not hold up others, nor get more than its socket takes. */
  @EachEngine
  void aSlowReaderGetsEverythingInTheEnd(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client slow =
            new Client(clients("TLSv1.3").over(Client.connect(server.address(), 4 << 10)));
        Client other = clients("TLSv1.3").client(server)) {
      slow.get("/bytes?n=" + LARGE).get("/file?n=" + LARGE);
      for (int i = 0; i < 20; i++) {
        assertThat(other.get("/ping").read().text()).isEqualTo("pong");
      }
      assertThat(slow.read().body()).isEqualTo(Pattern.bytes(LARGE));
      assertThat(slow.read().body()).isEqualTo(Pattern.bytes(LARGE));
    }
  }

  /** A quiet connection has no buffers for records. */
  @EachEngine
  void quietConnectionsHoldNoBuffers(Variant engine) throws IOException {
    Tls tls = new Tls(CONFIG);
    List<Client> clients = new ArrayList<>();
    try (Server server = engine.server().over(tls).start()) {
      for (int i = 0; i < 60; i++) {
        Client client = clients("TLSv1.3").client(server);
        clients.add(client);
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      }
      assertThat(tls.bufferBytes()).isLessThan(60 * (16 << 10) / 2);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @EachEngine
  void theEndIsAnnounced(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      CutSocket plain = new CutSocket(Integer.MAX_VALUE);
      Client.connect(plain, server.address(), 0);
      SSLSocket socket = clients("TLSv1.2").over(plain);
      try (Client client = new Client(socket)) {
        assertThat(client.get("/last").read().text()).isEqualTo("bye");
        client.expectEnd();
      }
      // 21 is an alert; the content type of TLS 1.2 is not encrypted
      assertThat(plain.records().getLast()).startsWith("21 of ");
    }
  }

  /** The end is announced before the server waits for the client to stop sending. */
  @EachEngine
  void theEndIsAnnouncedToClientsThatStillSend(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      CutSocket plain = new CutSocket(Integer.MAX_VALUE);
      Client.connect(plain, server.address(), 0);
      try (Client client = new Client(clients("TLSv1.2").over(plain))) {
        client.post("/nothing", 10_000_000).send(Pattern.bytes(100_000));
        assertThat(client.read().status()).isEqualTo(404);
        client.expectEnd();
        assertThat(plain.records().getLast()).startsWith("21 of ");
      }
    }
  }

  /** Whether requests go on is up to the client, but it must know that nobody has cut it off. */
  @EachEngine
  void theEndOfAQuietConnectionIsAnnounced(Variant engine) throws IOException {
    Setup setup = engine.server().over(new Tls(CONFIG)).idleTimeout(Duration.ofSeconds(1));
    try (Server server = setup.start()) {
      CutSocket plain = new CutSocket(Integer.MAX_VALUE);
      Client.connect(plain, server.address(), 0);
      try (Client client = new Client(clients("TLSv1.2").over(plain))) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        client.expectEnd();
        assertThat(plain.records().getLast()).startsWith("21 of ");
        assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.IDLE);
      }
    }
  }

  @EachEngine
  void aStopIsAnnouncedToQuietConnections(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      CutSocket plain = new CutSocket(Integer.MAX_VALUE);
      Client.connect(plain, server.address(), 0);
      try (Client client = new Client(clients("TLSv1.2").over(plain))) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        assertThat(server.stop(Duration.ofSeconds(20))).isTrue();
        client.expectEnd();
        assertThat(plain.records().getLast()).startsWith("21 of ");
      }
    }
  }

  @EachEngine
  void aClientMayEndItsInputBeforeTheAnswer(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = clients("TLSv1.3").client(server)) {
      client.get("/ping").get("/slow?ms=50").get("/bytes?n=100000").shutdownOutput();
      assertThat(client.read().text()).isEqualTo("pong");
      assertThat(client.read().text()).isEqualTo("slept");
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(100_000));
      client.expectEnd();
    }
  }

  @EachEngine
  void anEndWithinContentIsAnswered(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      for (String path : new String[] {"/count", "/gather"}) {
        try (Client client = clients("TLSv1.3").client(server)) {
          client.post(path, 1_000).send(Pattern.bytes(10)).shutdownOutput();
          assertThat(client.read().status()).as(path).isEqualTo(400);
        }
      }
    }
  }

  /** Anyone on the way can end a TCP connection, so that says nothing about the client. */
  @EachEngine
  void anEndWithoutCloseNotifyIsNoEnd(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      for (String path : new String[] {"/count", "/gather"}) {
        CutSocket plain = new CutSocket(Integer.MAX_VALUE);
        Client.connect(plain, server.address(), 0);
        try (Client client = new Client(clients("TLSv1.3").over(plain))) {
          client.post(path, 1_000).send(Pattern.bytes(10));
          Await.until("it is read", () -> server.recorder().received() > 0);
          plain.shutdownOutput();
          client.expectCutOff();
        }
        server.recorder().awaitNoConnection();
      }
      assertThat(server.recorder().answers()).isEmpty();
    }
  }
}
