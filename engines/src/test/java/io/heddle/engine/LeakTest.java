package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Connections by the thousand, which leave nothing behind. */
class LeakTest {
  private static final int CONNECTIONS = 2_000;

  @EachEngine
  void connectionsLeaveNothingBehind(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      use(server, 50);
      int descriptors = Descriptors.count();
      long memory = liveBytes();
      use(server, CONNECTIONS);
      Descriptors.awaitAtMost(descriptors);
      assertThat(liveBytes() - memory).as("growth of live memory").isLessThan(4 << 20);
      assertThat(server.recorder().accepted()).isEqualTo(CONNECTIONS + 50);
    }
  }

  private static void use(Server server, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      try (Client client = server.connect()) {
        switch (i % 4) {
          case 0 -> assertThat(client.get("/ping").read().text()).isEqualTo("pong");
          case 1 -> assertThat(client.get("/wait").read().text()).isEqualTo("waited");
          case 2 -> assertThat(client.get("/file?n=20000").read().body()).hasSize(20_000);
          default -> {
            client.post("/echo", 20_000).send(Pattern.bytes(20_000));
            assertThat(client.read().body()).hasSize(20_000);
          }
        }
      }
    }
    server.recorder().awaitNoConnection();
  }

  /** What the heap holds when all that can go has gone. */
  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
