package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that always have a next request, and keep all processors busy. */
final class SaturationTest {
  private static final int CLIENTS = 16 * Runtime.getRuntime().availableProcessors();

  /** More turns than it takes to saturate the carriers. */
  private static final int TURNS = 20;

  /** The same if each of them takes long. */
  private static final int LONG_TURNS = 3;

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final List<AtomicInteger> served = new ArrayList<>();
  private final List<Background> running = new ArrayList<>();

  @FunctionalInterface
  private interface Check {
    void run(Server server) throws Exception;
  }

  /** Checks something about a server while it is as busy as it can be. */
  private void whileBusy(Variant engine, Check check) throws Exception {
    whileBusy(engine, 1, TURNS, check);
  }

  private void whileBusy(Variant engine, int millis, int turns, Check check) throws Exception {
    try (Server server = engine.server().route("/compute", Burner::compute).start()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Client client = server.connect();
        AtomicInteger count = new AtomicInteger();
        clients.add(client);
        served.add(count);
        running.add(Background.run(() -> ask(client, "/compute?ms=" + millis, count)));
      }
      awaitTurns(turns);
      check.run(server);
      isOver.set(true);
      for (Background each : running) {
        each.join();
      }
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private void ask(Client client, String target, AtomicInteger count) throws IOException {
    while (!isOver.get()) {
      assertThat(client.get(target).read().text()).isEqualTo("computed");
      count.incrementAndGet();
    }
  }

  /** Waits until every client has been served so many times more. */
  private void awaitTurns(int turns) {
    List<Integer> before = served.stream().map(AtomicInteger::get).toList();
    for (int i = 0; i < CLIENTS; i++) {
      AtomicInteger count = served.get(i);
      int wanted = before.get(i) + turns;
      Await.until("every client is served", () -> count.get() >= wanted);
    }
  }

  @EachEngine
  void newClientsAreServed(Variant engine) throws Exception {
    whileBusy(
        engine,
        server -> {
          for (int i = 0; i < 4; i++) {
            Bystanders.isAnswered(server, "while others keep it busy");
            Bystanders.getsAWorker(server, "while others keep it busy");
          }
        });
  }

  @EachEngine
  void newClientsAreServedNextToLongRequests(Variant engine) throws Exception {
    whileBusy(
        engine,
        25,
        LONG_TURNS,
        server -> Bystanders.getsAWorker(server, "while others compute for long"));
  }

  @EachEngine
  void handlersThatSleepWakeUp(Variant engine) throws Exception {
    whileBusy(
        engine,
        server -> {
          try (Client client = server.connect()) {
            for (int i = 0; i < 4; i++) {
              assertThat(client.get("/slow?ms=1").read().text()).isEqualTo("slept");
            }
          }
        });
  }

  @EachEngine
  void nobodyIsForgotten(Variant engine) throws Exception {
    whileBusy(engine, server -> awaitTurns(TURNS));
  }
}
