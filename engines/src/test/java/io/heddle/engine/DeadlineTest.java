package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.http.Handler;
import io.heddle.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that take too long, and handlers that may. */
class DeadlineTest {
  private static final int SMALL_BUFFER_BYTES = 4 << 10;
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(40);

  @EachEngine
  void answers408ToAHeadThatComesByteByByte(Variant engine) throws Exception {
    try (Server server = engine.server().lingerTimeout(LONG).start();
        Client client = server.connect()) {
      try (Background _ = Background.run(() -> dripWithoutEnd(client))) {
        server.awaitConnections(Phase.HEAD, 1);
        server.timeouts(t -> t.withHead(SHORT));
        Reply reply = client.read();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.closes()).isTrue();
        client.expectCutOff();
      }
      assertThat(server.recorder().expired()).containsOnly(Phase.HEAD);
    }
  }

  /** Goes on until the server has closed the connection: a failing send ends it. */
  private static void dripWithoutEnd(Client client) throws IOException {
    client.send("GET /ping HTTP/1.1\n");
    while (true) {
      client.send("a");
      Await.pause(Duration.ofMillis(5));
    }
  }

  @EachEngine
  void closesSilentlyWhenNothingComes(Variant engine) throws IOException {
    try (Server server = engine.server().headTimeout(SHORT).start();
        Client client = server.connect()) {
      client.expectEnd();
      assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.OPENED);
    }
  }

  @EachEngine
  void closesSilentlyWhenIdle(Variant engine) throws IOException {
    try (Server server = engine.server().idleTimeout(SHORT).start();
        Client client = server.connect()) {
      client.send("GET /ping HTTP/1.1\nHost: test\n\nGET /wait HTTP/1.1\nHost: test\n\n");
      assertThat(client.read().text()).isEqualTo("pong");
      assertThat(client.read().text()).isEqualTo("waited");
      client.expectEnd();
      assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.IDLE);
    }
  }

  /** Around the end of the idle time, requests are either served or not read at all. */
  @EachEngine
  void aRequestThatComesAsTheConnectionEndsIsNotBroken(Variant engine) throws Exception {
    List<Background> late = new ArrayList<>();
    AtomicInteger served = new AtomicInteger();
    try (Server server = engine.server().idleTimeout(SHORT).start()) {
      for (int millis = 150; millis < 450; millis += 2) {
        Duration quiet = Duration.ofMillis(millis);
        late.add(Background.run(() -> postAfter(quiet, server, served)));
      }
      while (served.get() == 0) {
        postAfter(Duration.ZERO, server, served);
      }
      for (Background each : late) {
        each.join();
      }
      try (Client silent = server.connect()) {
        assertThat(silent.get("/ping").read().text()).isEqualTo("pong");
        silent.expectEnd();
      }
      assertThat(server.recorder().failures()).isEmpty();
      assertThat(server.recorder().refusals()).isEmpty();
    }
  }

  private static void postAfter(Duration quiet, Server server, AtomicInteger served)
      throws IOException {
    byte[] content = Pattern.bytes(3_000);
    try (Client client = server.connect()) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      Await.pause(quiet);
      Reply reply = client.post("/gather", content.length).send(content).read();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo(content);
      served.incrementAndGet();
    } catch (IOException e) {
      // the connection has ended
    }
  }

  @EachEngine
  void answers408ToContentThatStalls(Variant engine) throws IOException {
    try (Server server = engine.server().bodyTimeout(SHORT).start()) {
      for (String target : new String[] {"/count", "/gather"}) {
        try (Client client = server.connect()) {
          client.post(target, 1_000).send(Pattern.bytes(10));
          assertThat(client.read().status()).as(target).isEqualTo(408);
          client.expectEnd();
        }
      }
      assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.BODY);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void waitsForContentThatComesSlowlyButSteadily(Variant engine) throws IOException {
    Duration limit = Duration.ofSeconds(1);
    try (Server server = engine.server().bodyTimeout(limit).start()) {
      Pace.keep(limit, pace -> sendsSlowlyButSteadily(server, pace));
    }
  }

  private static void sendsSlowlyButSteadily(Server server, Pace pace) throws IOException {
    byte[] content = Pattern.bytes(12);
    try (Client reader = server.connect();
        Client gatherer = server.connect()) {
      pace.begin();
      reader.post("/count", content.length);
      gatherer.post("/gather", content.length);
      for (byte octet : content) {
        Await.pause(Duration.ofMillis(100));
        reader.send(new byte[] {octet});
        gatherer.send(new byte[] {octet});
        pace.sent();
      }
      assertThat(reader.read().text()).isEqualTo("12 right");
      assertThat(gatherer.read().body()).isEqualTo(content);
    }
  }

  @EachEngine
  void closesWhenTheClientDoesNotRead(Variant engine) throws IOException {
    String many = "?n=" + TestSite.FILE_BYTES;
    try (Server server = engine.server().writeTimeout(SHORT).start();
        Client bytes = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/bytes" + many);
        Client file = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/file" + many);
        Client stream = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/stream" + many)) {
      Await.until("all are closed", () -> server.recorder().expired().size() >= 3);
      server.recorder().awaitNoConnection();
      assertThat(server.recorder().expired()).containsOnly(Phase.WRITE);
      assertThat(server.recorder().failures()).isEmpty();
      for (Client client : List.of(bytes, file, stream)) {
        client.expectCutOff();
      }
    }
  }

  @EachEngine
  void waitsForAClientThatReadsSlowlyButSteadily(Variant engine) throws IOException {
    String many = "?n=" + TestSite.FILE_BYTES;
    Duration total = Duration.ofSeconds(5);
    try (Server server = engine.server().writeTimeout(Duration.ofSeconds(4)).start();
        Client bytes = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/bytes" + many);
        Client file = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/file" + many);
        Client stream = server.connectWithReceiveBuffer(SMALL_BUFFER_BYTES).get("/stream" + many)) {
      for (long end = System.nanoTime() + total.toNanos(); System.nanoTime() < end; ) {
        Await.pause(Duration.ofMillis(200));
        for (Client client : List.of(bytes, file, stream)) {
          // the kernel reports room only when a third of its buffer is free: a few hundred KiB
          client.readBytes(400 << 10);
        }
      }
      assertThat(server.recorder().expired()).isEmpty();
    }
  }

  @EachEngine
  void lingersForABoundedTime(Variant engine) throws IOException {
    try (Server server = engine.server().lingerTimeout(SHORT).start();
        Client client = server.connect()) {
      client.post("/nothing", 50_000_000);
      assertThat(client.read().status()).isEqualTo(404);
      client.expectEnd();
      try (Background _ = Background.run(() -> dripWithoutEnd(client))) {
        server.recorder().awaitNoConnection();
      }
      assertThat(server.recorder().expired()).isNotEmpty().containsOnly(Phase.LINGER);
    }
  }

  @EachEngine
  void leavesAHandlerAllTheTimeItNeeds(Variant engine) throws IOException {
    Duration shorter = Duration.ofMillis(500);
    AtomicInteger running = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(1);
    Handler waits =
        _ -> {
          running.incrementAndGet();
          enough.await();
          return Response.text("waited");
        };
    try (Server server = engine.server().route("/held", waits).start();
        Client asks = server.connect().get("/held");
        Client sends = server.connect().post("/held", 100)) {
      sends.send(Pattern.bytes(100));
      Await.until("both handlers run", () -> running.get() == 2);
      server.timeouts(
          t -> t.withHead(shorter).withBody(shorter).withWrite(shorter).withLinger(shorter));
      Await.pause(shorter.multipliedBy(2));
      enough.countDown();
      assertThat(asks.read().text()).isEqualTo("waited");
      assertThat(sends.read().text()).isEqualTo("waited");
      assertThat(asks.get("/ping").read().text()).isEqualTo("pong");
      assertThat(sends.get("/ping").read().text()).isEqualTo("pong");
      assertThat(server.recorder().expired()).isEmpty();
    }
  }
}
