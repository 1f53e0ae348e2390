package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Several servers on one port, as several processes with SO_REUSEPORT. */
class SharedPortTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 400;
  private static final int CLIENTS = 8;
  private static final int UPGRADES = 8;

  @EachEngine
  void theKernelDividesConnectionsEvenly(Variant engine) throws IOException {
    try (Server one = engine.server().reusingPort().start();
        Server two = engine.server().reusingPort().port(one.port()).start()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        try (Client client = two.connect()) {
          assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        }
      }
      // ten standard deviations
      assertThat(one.recorder().accepted()).isBetween(CONNECTIONS / 4, CONNECTIONS * 3 / 4);
      assertThat(one.recorder().accepted() + two.recorder().accepted()).isEqualTo(CONNECTIONS);
    }
  }

  /** As in an upgrade: the next server starts, and then the one before it stops. */
  @EachEngine
  void clientsNeverNoticeThatAServerStops(Variant engine) throws Exception {
    Visitors visitors = new Visitors();
    Server current = engine.server().reusingPort().start();
    try {
      visitors.visit(current);
      for (int i = 0; i < UPGRADES; i++) {
        visitors.awaitMore();
        Server next = engine.server().reusingPort().port(current.port()).start();
        assertThat(current.stop(GRACE)).isTrue();
        current.close();
        current = next;
        visitors.awaitMore();
      }
      visitors.leave();
    } finally {
      current.close();
    }
    // Each client may connect between the last look at the backlog and the close, if the thread is
    // preempted just then. A server that does not look loses dozens.
    assertThat(visitors.failures)
        .as("failures, next to %s answers", visitors.answered)
        .hasSizeLessThanOrEqualTo(CLIENTS);
  }

  /** Clients that ask one server or the other without a pause, on new and on reused connections. */
  private static final class Visitors {
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Background> all = new ArrayList<>();

    void visit(Server server) {
      for (int i = 0; i < CLIENTS; i++) {
        boolean reuses = i % 2 == 0;
        all.add(Background.run(() -> run(server, reuses)));
      }
    }

    private void run(Server server, boolean reuses) {
      while (!over.get()) {
        Promptness promptness = new Promptness();
        try (Client client = server.connect().patience(Duration.ofSeconds(20))) {
          boolean again = true;
          while (again && !over.get()) {
            client.post("/count", 10_000);
            promptness.begun();
            client.send(Pattern.bytes(10_000));
            long completeNanos = System.nanoTime();
            Reply reply = client.read();
            promptness.answered(completeNanos);
            assertThat(reply.text()).isEqualTo("10000 right");
            answered.incrementAndGet();
            again = reuses && !reply.closes();
          }
        } catch (IOException e) {
          if (promptness.isPrompt()) {
            failures.add(e.toString());
          }
        }
      }
    }

    void awaitMore() {
      int before = answered.get();
      Await.until("clients are served", () -> answered.get() >= before + 4 * CLIENTS);
    }

    void leave() throws Exception {
      over.set(true);
      for (Background each : all) {
        each.join();
      }
    }
  }
}
