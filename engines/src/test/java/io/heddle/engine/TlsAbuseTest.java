package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.connection.Phase;
import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;

/**
 * Clients that break the rules of TLS, or take too long, lose their connection and nothing else.
 */
class TlsAbuseTest {
  private static final Identity AUTHORITY = Identity.authority("authority");
  private static final TlsConfig CONFIG =
      TlsConfig.of(List.of(AUTHORITY.signs("localhost").server()));

  /** Room for answers to key updates: thousands of them take more. */
  private static final int ROOM_BYTES = 100_000;

  /** The beginning of a ClientHello that announces more than it has. */
  private static final byte[] HELLO = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3, 1, 2, 3, 4, 5};

  private static Setup setup(Variant engine) {
    return engine.server().over(new Tls(CONFIG));
  }

  private static TlsClients clients() {
    return new TlsClients(AUTHORITY);
  }

  private static void assertServes(Server server) throws IOException {
    try (Client client = clients().client(server)) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void anotherHandshakeIsRefused(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        SSLSocket socket = clients().versions("TLSv1.2").connect(server);
        Client client = new Client(socket)) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                client.get("/ping").read();
              })
          .isInstanceOf(IOException.class);
      assertThat(server.recorder().responded()).isEqualTo(1);
      server.recorder().awaitNoConnection();
      assertServes(server);
    }
  }

  @EachEngine
  void aHandshakeMustEndInTime(Variant engine) throws IOException {
    Watcher watcher = new Watcher();
    try (Server server = setup(engine).observer(watcher).start();
        Client silent = server.connect();
        Client slow = server.connect().send(HELLO, 1)) {
      server.awaitConnections(Phase.OPENED, 1);
      server.awaitConnections(Phase.HEAD, 1);
      server.timeouts(t -> t.withHead(Duration.ofMillis(200)));
      assertThatThrownBy(
              () -> {
                // fewer bytes than its record announces
                for (int i = 1; i < 200; i++) {
                  slow.send(new byte[] {HELLO[i % HELLO.length]});
                  Await.pause(Duration.ofMillis(50));
                }
              })
          .isInstanceOf(IOException.class);
      silent.expectCutOff();
      slow.expectCutOff();
      Await.until("the end of a handshake is reported", () -> !watcher.handshakes().isEmpty());
      assertThat(watcher.handshakes()).as("only one of them began").containsExactly(false);
    }
  }

  @EachEngine
  void whatIsNotTlsIsRefused(Variant engine) throws IOException {
    Watcher watcher = new Watcher();
    byte[] tooLarge = {22, 3, 1, (byte) 0xff, (byte) 0xff, 1};
    byte[] unknownType = {99, 3, 1, 0, 1, 1};
    byte[] noHello = {22, 3, 1, 0, 4, 9, 9, 9, 9};
    byte[] alert = {21, 3, 1, 0, 2, 2, 40};
    byte[] content = {23, 3, 3, 0, 3, 1, 2, 3};
    List<byte[]> wrong = List.of(tooLarge, unknownType, noHello, alert, content, new byte[500]);
    try (Server server = setup(engine).observer(watcher).start()) {
      for (byte[] bytes : wrong) {
        try (Client client = server.connect()) {
          client.send(bytes).expectCutOff();
        }
      }
      assertThat(watcher.handshakes()).hasSize(wrong.size()).doesNotContain(true);
      assertServes(server);
    }
  }

  @EachEngine
  void aClientMayLeaveAtAnyTime(Variant engine) throws IOException {
    try (Server server = setup(engine).start()) {
      for (int count = 0; count <= HELLO.length; count++) {
        try (Client client = server.connect()) {
          client.send(HELLO, count);
          if (count % 2 == 0) {
            client.reset();
          }
        }
      }
      assertServes(server);
    }
  }

  @EachEngine
  void plainHttpIsToldToUseHttps(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Reply reply = client.get("/ping").read();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.text()).contains("this port expects HTTPS");
      client.expectEnd();
      assertThat(server.recorder().refusals()).containsExactly(400);
      assertServes(server);
    }
  }

  @EachEngine
  void tooManyHandshakesAtATimeAreRefused(Variant engine) throws IOException {
    Tls tls = new Tls(CONFIG.withMaxHandshakes(2));
    List<Client> waiting = new ArrayList<>();
    Watcher watcher = new Watcher();
    try (Server server = engine.server().over(tls).observer(watcher).start()) {
      for (int i = 0; i < 2; i++) {
        waiting.add(server.connect().send(HELLO));
      }
      try (Client third = server.connect()) {
        server.awaitConnections(Phase.HEAD, 2);
        third.send(HELLO).expectCutOff();
      }
      assertThat(watcher.handshakes()).containsExactly(false);
      for (Client client : waiting) {
        client.close();
      }
      Await.until("the others are gone", () -> watcher.handshakes().size() == 3);
      assertServes(server);
    }
  }

  @EachEngine
  void tooManyConnectionsAreTold(Variant engine) throws IOException {
    try (Server server = setup(engine).maxConnections(1).start();
        Client first = clients().client(server)) {
      assertThat(first.get("/ping").read().text()).isEqualTo("pong");
      try (Client second = clients().client(server)) {
        assertThat(second.read().status()).isEqualTo(503);
      }
      assertThat(first.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  /** What they do not read would otherwise fill the heap. */
  @EachEngine
  void clientsThatDoNotReadLeaveWhenTheMemoryIsFull(Variant engine) throws IOException {
    int bufferBytes = 18 << 10;
    int most = 10 * bufferBytes;
    Tls tls = new Tls(CONFIG.withMaxBufferBytes(most));
    List<Client> silent = new ArrayList<>();
    try (Server server = engine.server().over(tls).start()) {
      for (int i = 0; i < 30; i++) {
        silent.add(new Client(clients().over(Client.connect(server.address(), 4 << 10))));
      }
      for (Client client : silent) {
        askForMore(client, engine);
      }
      Await.until("most are gone", () -> server.recorder().open() <= 15);
      assertThat(tls.bufferBytes()).isBetween(most / 2L, 2L * most);
      for (Client client : silent) {
        client.close();
      }
      server.recorder().awaitNoConnection();
      Await.until("others may use the memory", () -> tls.bufferBytes() <= most);
      assertServes(server);
    }
  }

  /** Asks for more than the kernel takes: on a loop many small turns, on threads one long wait. */
  private static void askForMore(Client client, Variant engine) throws IOException {
    client.send(
        engine.hasLoops()
            ? "GET /bytes?n=100000 HTTP/1.1\nHost: test\n\n".repeat(80)
            : "GET /stream?n=100000000 HTTP/1.1\nHost: test\n\n");
  }

  /** Adds a client that does not read, if it is not turned away. */
  private static void addSilent(List<Client> silent, Server server, Variant engine)
      throws IOException {
    Client next;
    try {
      next = new Client(clients().over(Client.connect(server.address(), 4 << 10)));
    } catch (IOException e) {
      return;
    }
    silent.add(next);
    askForMore(next, engine);
    next.readHead();
    Await.pause(Duration.ofMillis(50));
  }

  /** Whoever is being served must not suffer because of those that fill the memory. */
  @EachEngine
  void openConnectionsAreServedWhenNewOnesAreTurnedAway(Variant engine) throws IOException {
    int most = 40 * (18 << 10);
    Tls tls = new Tls(CONFIG.withMaxBufferBytes(most));
    Watcher watcher = new Watcher();
    List<Client> silent = new ArrayList<>();
    try (Server server = engine.server().over(tls).observer(watcher).start();
        Client open = clients().client(server)) {
      while (!watcher.handshakes().contains(false)) {
        assertThat(silent).hasSizeLessThan(40);
        addSilent(silent, server, engine);
      }
      assertThat(tls.bufferBytes()).isBetween(most / 2L, (long) most);
      for (int i = 0; i < 20; i++) {
        assertThat(open.get("/bytes?n=100000").read().body()).hasSize(100_000);
        assertThat(open.post("/gather", 20_000).send(Pattern.bytes(20_000)).read().body())
            .hasSize(20_000);
      }
      assertThat(server.recorder().open()).isEqualTo(silent.size() + 1);
      for (Client client : silent) {
        client.close();
      }
      Await.until("the silent ones are gone", () -> server.recorder().open() == 1);
      assertServes(server);
    }
  }

  /** Half a record is no input: otherwise a client could stay for ever. */
  @EachEngine
  void halfARecordDoesNotKeepAConnection(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        CutSocket plain = new CutSocket(Integer.MAX_VALUE)) {
      Client.connect(plain, server.address(), 0);
      Client client = new Client(clients().over(plain));
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      plain.getOutputStream().write(new byte[] {23, 3, 3, 0, 40, 1});
      server.timeouts(t -> t.withIdle(Duration.ofMillis(300)));
      client.expectCutOff();
      assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.IDLE);
    }
  }

  @EachEngine
  void aRecordThatHasChangedEndsTheConnection(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        CutSocket plain = new CutSocket(Integer.MAX_VALUE)) {
      Client.connect(plain, server.address(), 0);
      Client client = new Client(clients().over(plain));
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      byte[] forged = new byte[45];
      forged[0] = 23;
      forged[1] = 3;
      forged[2] = 3;
      forged[4] = 40;
      plain.getOutputStream().write(forged);
      client.expectCutOff();
      assertThat(server.recorder().responded()).isEqualTo(1);
      assertServes(server);
    }
  }

  @EachEngine
  void clientsMayChangeTheirKeysNowAndThen(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        SSLSocket socket = clients().versions("TLSv1.3").connect(server);
        Client client = new Client(socket)) {
      for (int i = 0; i < 100; i++) {
        // in TLS 1.3, this is a key update
        socket.startHandshake();
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      }
      for (int i = 0; i < 60; i++) {
        socket.startHandshake();
      }
      assertThat(client.get("/ping").read().text()).as("after several").isEqualTo("pong");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  socket.startHandshake();
                }
                client.get("/ping").read();
              })
          .as("many of them without content")
          .isInstanceOf(IOException.class);
      assertThat(server.recorder().responded()).isEqualTo(101);
    }
  }

  /** The server cannot go on if nobody reads its answers, between requests and within content. */
  @EachEngine
  void aClientThatChangesKeysMustReadTheAnswers(Variant engine) throws IOException {
    try (Server server = setup(engine).start()) {
      long filling = unreadBytes(server) - ROOM_BYTES;
      int before = server.recorder().responded();
      try (SSLSocket first = clients().versions("TLSv1.3").over(narrow(server));
          Client idle = new Client(first);
          SSLSocket second = clients().versions("TLSv1.3").over(narrow(server));
          Client posting = new Client(second)) {
        idle.get("/bytes?n=" + filling).readHead();
        posting.get("/bytes?n=" + filling).readHead();
        Await.until("both have a response", () -> server.recorder().responded() == before + 2);
        posting.postChunked("/count");
        server.timeouts(t -> t.withWrite(Duration.ofMillis(300)));
        try (Background between = Background.run(() -> changeKeys(first, idle, "\n"));
            Background within = Background.run(() -> changeKeys(second, posting, "1\na\n"))) {
          // thousands of key updates take a slow machine longer than most tests may wait
          Await.atMost(Duration.ofSeconds(50), () -> server.recorder().open() == 0);
          server.recorder().awaitNoConnection();
          Await.until("the clients notice", () -> between.isDone() && within.isDone());
        }
      }
      assertThat(server.recorder().failures()).isEmpty();
      assertThat(server.recorder().expired()).as("responses were sent").isEmpty();
    }
  }

  /** How much can be sent to a client that does not read and has a small receive buffer. */
  private static long unreadBytes(Server server) throws IOException {
    long before = server.recorder().sent();
    AtomicLong sent = new AtomicLong(before);
    try (Client silent = new Client(clients().versions("TLSv1.3").over(narrow(server)))) {
      silent.get("/bytes?n=16000000").readHead();
      Await.until(
          "nothing more can be sent",
          () -> {
            Await.pause(Duration.ofMillis(200));
            long now = server.recorder().sent();
            return sent.getAndSet(now) == now;
          });
    }
    server.recorder().awaitNoConnection();
    return sent.get() - before;
  }

  private static Socket narrow(Server server) throws IOException {
    return Client.connect(server.address(), 4 << 10);
  }

  /**
   * Changes keys until the connection ends.
   *
   * @param content without any, too many changes would be refused
   */
  private static void changeKeys(SSLSocket socket, Client client, String content)
      throws IOException {
    while (true) {
      for (int i = 0; i < 50; i++) {
        socket.startHandshake();
        // those that arrive together have one answer
        LockSupport.parkNanos(1_000);
      }
      client.send(content);
    }
  }

  /** A record that arrives at the minimum rate may take longer than the time for content. */
  @EachEngine
  void aSlowRecordIsProgress(Variant engine) throws IOException {
    Duration limit = Duration.ofMillis(200);
    try (Server server = setup(engine).bodyTimeout(limit).minRate(1_000, limit).start()) {
      Pace.keep(limit, pace -> sendsSlowRecords(server, pace));
    }
  }

  private static void sendsSlowRecords(Server server, Pace pace) throws IOException {
    try (CutSocket plain = new CutSocket(Integer.MAX_VALUE)) {
      Client.connect(plain, server.address(), 0);
      Client client = new Client(clients().over(plain));
      for (String path : new String[] {"/count", "/gather"}) {
        pace.begin();
        byte[] record = record(plain, client.post(path, 10_000));
        for (int at = 0; at < record.length; at += 250) {
          plain.getOutputStream().write(record, at, Math.min(250, record.length - at));
          pace.sent();
          Await.pause(Duration.ofMillis(20));
        }
        assertThat(client.read().status()).as(path).isEqualTo(200);
      }
      byte[] record = record(plain, client.post("/count", 10_000));
      plain.getOutputStream().write(record, 0, 5_000);
      assertThat(client.read().status()).as("a record that does not go on").isEqualTo(408);
    }
  }

  /** A record with 10,000 bytes of content, which is not sent. */
  private static byte[] record(CutSocket plain, Client client) throws IOException {
    plain.hold();
    client.send(Pattern.bytes(10_000));
    return plain.take();
  }
}
