package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Slow clients and slow handlers, which must not delay others. */
class FairnessTest {
  @FunctionalInterface
  private interface Slowness {
    void begin(Client client) throws IOException;
  }

  /** Starts slow clients, and checks that others are served meanwhile. */
  private static void servesOthers(Variant engine, int slowClients, Slowness slowness)
      throws IOException {
    List<Client> slow = new ArrayList<>();
    try (Server server = engine.server().start()) {
      for (int i = 0; i < slowClients; i++) {
        Client client = server.connectWithReceiveBuffer(4 << 10);
        slow.add(client);
        slowness.begin(client);
      }
      for (int i = 0; i < 8; i++) {
        try (Client client = server.connect()) {
          assertThat(client.get("/ping").read().text()).isEqualTo("pong");
          assertThat(client.get("/bytes?n=50000").read().body()).hasSize(50_000);
        }
      }
      for (Client client : slow) {
        client.close();
      }
    }
  }

  @EachEngine
  void clientsThatNeverFinishTheirHead(Variant engine) throws IOException {
    servesOthers(engine, 32, client -> client.send("GET /ping HTTP/1.1\nHost: te"));
  }

  @EachEngine
  void clientsThatNeverFinishTheirSmallContent(Variant engine) throws IOException {
    servesOthers(engine, 32, client -> client.post("/gather", 10).send("123"));
  }

  @EachEngine
  void clientsThatNeverFinishTheirLargeContent(Variant engine) throws IOException {
    servesOthers(engine, 32, client -> client.post("/gather", 100_000).send("123"));
  }

  @EachEngine
  void clientsThatNeverReadTheirBytes(Variant engine) throws IOException {
    servesOthers(engine, 16, client -> client.get("/bytes?n=12000000"));
  }

  @EachEngine
  void clientsThatNeverReadTheirFile(Variant engine) throws IOException {
    servesOthers(engine, 16, client -> client.get("/file?n=" + TestSite.FILE_BYTES));
  }

  @EachEngine
  void clientsThatNeverReadTheirStream(Variant engine) throws IOException {
    servesOthers(engine, 16, client -> client.get("/inline-stream?n=100000000"));
  }

  @EachEngine
  void handlersThatSleep(Variant engine) throws IOException {
    // they sleep until all others are served: on a loop, one would block the others forever
    servesOthers(engine, 16, client -> client.post("/gate", 0));
  }

  @EachEngine
  void servesSlowAndFastClientsSideBySide(Variant engine) throws Exception {
    byte[] request =
        "GET /wait HTTP/1.1\r\nHost: test\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    AtomicInteger served = new AtomicInteger();
    try (Server server = engine.server().start();
        Client slow = server.connect();
        Client fast = server.connect()) {
      try (Background dripping =
          Background.run(
              () -> {
                for (byte octet : request) {
                  int before = served.get();
                  slow.send(new byte[] {octet});
                  Await.until("the fast one is served", () -> served.get() > before);
                }
              })) {
        while (!dripping.isDone()) {
          assertThat(fast.get("/wait").read().text()).isEqualTo("waited");
          served.incrementAndGet();
        }
        dripping.join();
        assertThat(slow.read().text()).isEqualTo("waited");
      }
    }
  }

  @EachEngine
  void handlersOfWaitingClientsGetATurn(Variant engine) throws IOException {
    List<Client> clients = new ArrayList<>();
    try (Server server = engine.server().start()) {
      for (int i = 0; i < 16; i++) {
        clients.add(server.connect().get("/slow?ms=40"));
      }
      for (Client client : clients) {
        assertThat(client.read().text()).isEqualTo("slept");
        client.close();
      }
    }
  }
}
