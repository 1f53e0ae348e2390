package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Content that goes both ways at the same time, through a proxy. */
class ProxyTwoWayTest {
  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int LONG_BYTES = 16 << 20;
  private static final int RECORD_BYTES = 16 << 10;
  private static final Duration LIMIT = Duration.ofMillis(200);

  private static void talk(Client client) throws IOException {
    client.patience(SOON).postChunked("/proxy").sendChunk(HELLO);
    client.readHead();
    for (int i = 0; i < 4; i++) {
      assertThat(client.readChunkSize()).isEqualTo(HELLO.length);
      assertThat(client.readBytes(HELLO.length)).isEqualTo(HELLO);
      client.readBytes(2);
      client.sendChunk(HELLO);
    }
  }

  @EachEngine
  void eachSideCanWaitForTheOther(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.echoing();
        Server server = engine.server().route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      talk(client);
    }
  }

  @EachEngine
  void eachSideCanWaitForTheOtherOverTls(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    try (OtherServer other = OtherServer.echoing();
        Server server = engine.server().over(tls).route("/proxy", other.proxy()).start();
        Client client =
            new Client(new TlsClients(authority).over(Client.connect(server.address(), 0)))) {
      talk(client);
    }
  }

  @EachEngine
  void anAnswerIsPassedOnWhileTheClientPausesItsContent(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readBytes(5);
                  Await.pause(Duration.ofMillis(50));
                  peer.send("HTTP/1.1 200 OK\nContent-Length: 5\n\nearly");
                  peer.readBytes(95);
                });
        Server server = engine.server().route("/proxy", other.proxy()).start();
        Client client = server.connect().patience(SOON)) {
      client.post("/proxy", 100).send(HELLO);
      assertThat(client.read().text()).isEqualTo("early");
    }
  }

  @EachEngine
  void theEndOfTheServerIsNoticedWhileTheClientPausesItsContent(Variant engine) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readBytes(5);
                  if (connections.incrementAndGet() == 1) {
                    peer.reset();
                  }
                });
        Server server =
            engine
                .server()
                .route("/proxy", other.proxy(UpstreamLimits.STANDARD.withFails(0, SOON)))
                .start()) {
      for (String end : new String[] {"reset", "closed"}) {
        try (Client client = server.connect().patience(SOON)) {
          client.post("/proxy", 100).send(HELLO);
          assertThat(client.read().status()).as(end).isEqualTo(502);
        }
      }
    }
  }

  /** Content that it goes on sending is no excuse. */
  @EachEngine
  void aClientThatNeverReadsHasToLeave(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.echoing();
        Server server = patient(engine).route("/proxy", other.proxy()).start();
        Client client = server.connectWithReceiveBuffer(4_096)) {
      uploadForEver(server, client);
    }
  }

  @EachEngine
  void aClientThatNeverReadsHasToLeaveOverTls(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    try (OtherServer other = OtherServer.echoing();
        Server server = patient(engine).over(tls).route("/proxy", other.proxy()).start();
        Client client =
            new Client(new TlsClients(authority).over(Client.connect(server.address(), 4_096)))) {
      uploadForEver(server, client);
    }
  }

  /**
   * Loops read content from a client that does not read the answer yet. Threads wait until it does.
   */
  @EachEngine
  void aClientMaySendEverythingBeforeItReads(Variant engine) throws Exception {
    try (OtherServer other = talking();
        Server server = engine.server().route("/proxy", other.proxy()).start();
        Client client = server.connectWithReceiveBuffer(4_096)) {
      sendBeforeReading(engine, server, client);
    }
  }

  @EachEngine
  void aClientMaySendEverythingBeforeItReadsOverTls(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    try (OtherServer other = talking();
        Server server = engine.server().over(tls).route("/proxy", other.proxy()).start();
        Client client =
            new Client(new TlsClients(authority).over(Client.connect(server.address(), 4_096)))) {
      sendBeforeReading(engine, server, client);
    }
  }

  /** After the record, no input reports that the rest of its content is still to be read. */
  @EachEngine
  void allContentOfARecordIsPassedOnBeforeTheClientReads(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    AtomicBoolean hasRecord = new AtomicBoolean();
    try (OtherServer other = talking(RECORD_BYTES, () -> hasRecord.set(true));
        Server server = engine.server().over(tls).route("/proxy", other.proxy()).start();
        Client client =
            new Client(new TlsClients(authority).over(Client.connect(server.address(), 4_096)))) {
      client.patience(SOON).post("/proxy", RECORD_BYTES);
      awaitStandstill(server.recorder()::sent);
      client.send(new byte[RECORD_BYTES]);
      if (engine.hasLoops()) {
        Await.until("the other server has the record", hasRecord::get);
      }
      client.readHead();
      assertThat(client.readBytes(LONG_BYTES)).hasSize(LONG_BYTES);
    }
  }

  /** Sends and receives content at the same time, more than all buffers between them take. */
  private static OtherServer talking() throws IOException {
    return talking(LONG_BYTES, () -> {});
  }

  private static OtherServer talking(int bytes, Runnable received) throws IOException {
    return new OtherServer(
        peer -> {
          peer.readHead();
          try (Background answer =
              Background.run(
                  () -> {
                    peer.send("HTTP/1.1 200 OK\nContent-Length: " + LONG_BYTES + "\n\n");
                    peer.send(new byte[LONG_BYTES]);
                  })) {
            peer.readBytes(bytes);
            received.run();
            answer.join();
          }
        });
  }

  private static void sendBeforeReading(Variant engine, Server server, Client client)
      throws Exception {
    client.patience(SOON).post("/proxy", LONG_BYTES);
    try (Background upload = Background.run(() -> client.send(new byte[LONG_BYTES]))) {
      if (engine.hasLoops()) {
        upload.join();
      }
      client.readHead();
      assertThat(client.readBytes(LONG_BYTES)).hasSize(LONG_BYTES);
      upload.join();
    }
    assertThat(server.recorder().failures()).isEmpty();
  }

  private static Setup patient(Variant engine) {
    return engine.server().writeTimeout(LIMIT).bodyTimeout(LIMIT);
  }

  private static void uploadForEver(Server server, Client client) throws Exception {
    byte[] piece = new byte[50_000];
    client.postChunked("/proxy").sendChunk(HELLO);
    client.readHead();
    try (Background upload =
        Background.run(
            () -> {
              while (true) {
                client.sendChunk(piece);
              }
            })) {
      server.recorder().awaitNoConnection();
      Await.until("the client notices", upload::isDone);
    }
    assertThat(server.recorder().failures()).isEmpty();
  }

  /** The server cannot take content either, because nobody takes its answer. */
  @EachEngine
  void aClientThatDoesNotReadIsNoFailureOfTheServer(Variant engine) throws Exception {
    // more than a slow machine needs for an echo
    Duration limit = Duration.ofSeconds(3);
    UpstreamLimits limits =
        UpstreamLimits.STANDARD.withTimes(limit, limit, limit).withFails(1, Duration.ofMinutes(1));
    byte[] piece = new byte[50_000];
    try (OtherServer other = OtherServer.echoing();
        OtherServer unused = OtherServer.answering("HTTP/1.1 204 No Content\n\n");
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route("/proxy", OtherServer.proxy(limits, other.address(), unused.address()))
                .start();
        Client client = server.connectWithReceiveBuffer(4_096).patience(SOON)) {
      client.postChunked("/proxy").sendChunk(HELLO);
      client.readHead();
      AtomicInteger sent = new AtomicInteger();
      Background upload =
          Background.run(
              () -> {
                for (int i = 0; i < 4_000; i++) {
                  client.sendChunk(piece);
                  sent.incrementAndGet();
                }
              });
      awaitStandstill(sent::get);
      Await.pause(limit.plusSeconds(1));
      int stalled = sent.get();
      long echoed = 0;
      while (echoed < (stalled + 10L) * piece.length) {
        int size = client.readChunkSize();
        client.readBytes(size + 2);
        echoed += size;
      }
      assertThat(other.ended()).isZero();
      upload.close();
    }
  }

  private static void awaitStandstill(LongSupplier sent) {
    long[] before = {0};
    Await.until(
        "nothing more can be sent",
        () -> {
          Await.pause(Duration.ofMillis(100));
          long now = sent.getAsLong();
          boolean isStuck = now > 0 && now == before[0];
          before[0] = now;
          return isStuck;
        });
  }

  /** The server takes nothing more, and is to blame. */
  @EachEngine
  void aServerThatTakesNoContentIsCutOff(Variant engine) throws Exception {
    UpstreamLimits limits = UpstreamLimits.STANDARD.withTimes(LIMIT, LIMIT, SOON.multipliedBy(2));
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n");
                  Await.pause(SOON.multipliedBy(2));
                });
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route("/proxy", other.proxy(limits))
                .start();
        Client client = server.connect().patience(SOON)) {
      client.postChunked("/proxy");
      client.readHead();
      Background upload =
          Background.run(
              () -> {
                try {
                  while (true) {
                    client.sendChunk(new byte[50_000]);
                  }
                } catch (SocketException | SocketTimeoutException e) {
                  // the server has closed the connection
                }
              });
      client.expectCutOff();
      upload.join();
    }
  }
}
