package io.heddle.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections that are accepted while the server stops. */
class LateStopTest {
  private static final Duration NO_GRACE = Duration.ofMillis(1);
  private static final int ROUNDS = 40;
  private static final int SERVED = 3;

  @EachEngine
  void leaveNoSocketWhenAssignedToALoopThatEnds(Variant engine) throws IOException {
    leaveNoSocket(engine, engine.server());
  }

  @EachEngine
  void leaveNoSocketWhenTurnedAwayByALoopThatEnds(Variant engine) throws IOException {
    leaveNoSocket(engine, engine.server().maxConnections(SERVED));
  }

  /**
   * One loop assigns a connection to another just as that one closes its own connections. The
   * threads wait a bounded time for each other, inside their observer calls.
   */
  private static void leaveNoSocket(Variant engine, Setup setup) throws IOException {
    try (Server warm = engine.server().start()) {
      Bystanders.areAnswered(warm, "at first");
    }
    Watcher watcher = new Watcher();
    CountDownLatch accepted = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch dealt = new CountDownLatch(1);
    List<Client> clients = new ArrayList<>();
    int before = Descriptors.count();
    try (Server server = setup.observer(watcher).start()) {
      for (int i = 0; i < SERVED; i++) {
        clients.add(server.connect().send("GET /ping HTTP/1.1\nHost: te"));
      }
      Await.until("their heads are being read", () -> server.recorder().received() > SERVED * 20);
      watcher
          .trap()
          .once(
              Moment.ADMITTED,
              () -> {
                accepted.countDown();
                await(closing);
                dealt.countDown();
              });
      server
          .recorder()
          .trap()
          .once(
              Moment.CLOSED,
              () -> {
                closing.countDown();
                await(dealt);
                Await.pause(Duration.ofMillis(100));
              });
      clients.add(server.connect().get("/ping").send("GET /ping HTTP/1.1\nHost: te"));
      await(accepted);
      server.stop(NO_GRACE);
      server.recorder().awaitNoConnection();
    }
    for (Client client : clients) {
      client.close();
    }
    Descriptors.awaitAtMost(before);
  }

  private static void await(CountDownLatch latch) {
    Await.atMost(Duration.ofSeconds(2), () -> latch.getCount() == 0);
  }

  @EachEngine
  void leaveNothingBehindInManyRounds(Variant engine) throws Exception {
    try (Server warm = engine.server().start()) {
      Bystanders.areAnswered(warm, "at first");
    }
    int before = Descriptors.count();
    for (int i = 0; i < ROUNDS; i++) {
      AtomicBoolean over = new AtomicBoolean();
      try (Server server = engine.server().start()) {
        List<Background> connecting = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
          connecting.add(Background.run(() -> connectAll(server, over)));
        }
        int enough = 5 * (1 + i % 5);
        Await.until("clients connect", () -> server.recorder().accepted() > enough);
        server.stop(i % 2 == 0 ? NO_GRACE : Duration.ofSeconds(5));
        over.set(true);
        for (Background one : connecting) {
          one.join();
        }
        server.recorder().awaitNoConnection();
      }
    }
    Descriptors.awaitAtMost(before);
  }

  private static void connectAll(Server server, AtomicBoolean over) {
    while (!over.get()) {
      try (Client client = server.connect().patience(Duration.ofSeconds(5))) {
        client.get("/ping").send("GET /ping HTTP/1.1\nHost: te").read();
      } catch (IOException | AssertionError refused) {
        // it is stopping
      }
    }
  }
}
