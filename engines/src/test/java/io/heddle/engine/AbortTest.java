package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** Clients that disconnect without notice, at any moment. */
class AbortTest {
  /** How a client disconnects. */
  private enum Departure {
    RESET,
    CLOSE;

    void leave(Client client) throws IOException {
      switch (this) {
        case RESET -> client.reset();
        case CLOSE -> client.close();
      }
    }
  }

  /** What a client does before it disconnects. */
  @FunctionalInterface
  private interface Beginning {
    void run(Server server, Client client) throws IOException;
  }

  private static void abort(Variant engine, Beginning beginning) throws IOException {
    try (Server server = engine.server().start()) {
      ping(server);
      server.recorder().awaitNoConnection();
      int before = Descriptors.count();
      for (Departure departure : Departure.values()) {
        for (int i = 0; i < 5; i++) {
          Client client = server.connectWithReceiveBuffer(4 << 10);
          beginning.run(server, client);
          departure.leave(client);
        }
      }
      server.site().open();
      ping(server);
      server.recorder().awaitNoConnection();
      Descriptors.awaitAtMost(before);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  private static void ping(Server server) throws IOException {
    try (Client client = server.connect()) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      assertThat(client.get("/file?n=1").read().body()).hasSize(1);
    }
  }

  @EachEngine
  void beforeAByte(Variant engine) throws IOException {
    abort(engine, (_, _) -> {});
  }

  @EachEngine
  void inTheMiddleOfAHead(Variant engine) throws IOException {
    abort(
        engine,
        (server, client) -> {
          long before = server.recorder().received();
          client.send("GET /ping HTTP/1.1\nHos");
          Await.until("the server reads", () -> server.recorder().received() > before);
        });
  }

  @EachEngine
  void inTheMiddleOfContentThatAHandlerReads(Variant engine) throws IOException {
    abort(
        engine,
        (server, client) -> {
          long before = server.site().counted();
          client.post("/count", 100_000).send(Pattern.bytes(50_000));
          Await.until("it is read", () -> server.site().counted() == before + 50_000);
        });
  }

  @EachEngine
  void inTheMiddleOfContentThatIsGathered(Variant engine) throws IOException {
    abort(
        engine,
        (server, client) -> {
          long before = server.recorder().received();
          client.post("/gather", 10_000).send(Pattern.bytes(5_000));
          Await.until("it is read", () -> server.recorder().received() > before + 5_000);
        });
  }

  @EachEngine
  void whileAHandlerRuns(Variant engine) throws IOException {
    abort(engine, (_, client) -> client.get("/slow?ms=100"));
  }

  @EachEngine
  void whileAHandlerOfManyRequestsRuns(Variant engine) throws IOException {
    abort(
        engine,
        (_, client) -> client.get("/slow?ms=20").get("/bytes?n=1000000").get("/slow?ms=20"));
  }

  @EachEngine
  void inTheMiddleOfBytes(Variant engine) throws IOException {
    abort(engine, (_, client) -> client.get("/bytes?n=12000000").readHead());
  }

  @EachEngine
  void inTheMiddleOfAFile(Variant engine) throws IOException {
    abort(engine, (_, client) -> client.get("/file?n=" + TestSite.FILE_BYTES).readHead());
  }

  @EachEngine
  void inTheMiddleOfAStream(Variant engine) throws IOException {
    abort(engine, (_, client) -> client.get("/stream?n=100000000").readHead());
  }

  @EachEngine
  void inTheMiddleOfAnEcho(Variant engine) throws IOException {
    abort(
        engine,
        (_, client) -> client.post("/echo", 1_000_000).send(Pattern.bytes(100_000)).readHead());
  }

  @EachEngine
  void whileTheServerLingers(Variant engine) throws IOException {
    abort(
        engine,
        (_, client) -> {
          client.post("/nothing", 10_000_000).send(Pattern.bytes(100_000));
          assertThat(client.read().status()).isEqualTo(404);
        });
  }

  @EachEngine
  void whileKeptAlive(Variant engine) throws IOException {
    abort(engine, (_, client) -> assertThat(client.get("/wait").read().text()).isEqualTo("waited"));
  }

  @EachEngine
  void manyAtOnceAtRandomMoments(Variant engine) throws IOException {
    abort(
        engine,
        (_, client) -> {
          client.get("/stream?n=300000").get("/wait").get("/file?n=100000").get("/slow?ms=3");
          Await.pause(Duration.ofMillis(System.nanoTime() % 5));
        });
  }
}
