package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Thousands of connections, which must leave nothing behind. */
class LeakTest {
  private static final int WARMING = 400;
  private static final int CONNECTIONS = 3_000;

  /** Per connection, less than the smallest object that an idle one needs: its channel. */
  private static final long MAX_GROWTH_BYTES = CONNECTIONS * 250L;

  @EachEngine
  void connectionsLeaveNothingBehind(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      use(server, WARMING);
      int descriptors = Descriptors.count();
      List<String> threads = Threads.alive();
      long memory = liveBytes();
      long direct = directBytes();
      use(server, CONNECTIONS);
      Descriptors.awaitAtMost(descriptors);
      Threads.awaitNoMoreThan(threads);
      assertThat(liveBytes() - memory).as("growth of the live heap").isLessThan(MAX_GROWTH_BYTES);
      assertThat(directBytes() - direct).as("growth of direct buffers").isLessThan(256 << 10);
      assertThat(server.recorder().accepted()).isEqualTo(CONNECTIONS + WARMING);
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

  /** The size of all live objects on the heap. */
  private static long liveBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
