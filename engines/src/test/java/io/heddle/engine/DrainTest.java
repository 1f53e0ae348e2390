package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server that stops while clients still use it: it answers what the kernel has accepted. */
class DrainTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CLIENTS = 40;

  @FunctionalInterface
  private interface Sending {
    void run(Client client) throws IOException;
  }

  @EachEngine
  void answersRequestsReceivedOnKeptConnections(Variant engine) throws Exception {
    answersAll(
        engine, client -> assertThat(client.get("/ping").read().text()).isEqualTo("pong"), true);
  }

  @EachEngine
  void answersRequestsReceivedOnNewConnections(Variant engine) throws Exception {
    answersAll(engine, _ -> {}, true);
  }

  @EachEngine
  void answersRequestsStillInTheBacklog(Variant engine) throws Exception {
    answersAll(engine, _ -> {}, false);
  }

  /** Sends requests while the server is too busy to see them, and then stops it. */
  private static void answersAll(Variant engine, Sending before, boolean accepted)
      throws Exception {
    Burner burner = new Burner();
    Setup setup = engine.server().route("/burn", Handler.immediate(burner::burn));
    try (Server server = setup.start()) {
      List<Client> burning = burner.connect(server);
      List<Client> clients = new ArrayList<>();
      try {
        if (accepted) {
          connect(server, clients);
          int all = burning.size() + clients.size();
          Await.until("all are accepted", () -> server.recorder().accepted() == all);
        }
        for (Client client : clients) {
          before.run(client);
        }
        burner.begin(burning, "/burn", 2);
        if (!accepted) {
          connect(server, clients);
        }
        for (int i = 0; i < CLIENTS; i++) {
          Client client = clients.get(i);
          if (i % 2 == 0) {
            client.get("/wait");
          } else {
            client.post("/count", 5).send(Pattern.bytes(5));
          }
        }
        try (Background stopping = Background.run(() -> server.stop(LONG))) {
          Await.pause(Duration.ofMillis(300));
          burner.release();
          assertThat(answered(clients))
              .as("answers to requests that were there before the server stopped")
              .isEqualTo(CLIENTS);
          stopping.join();
        }
      } finally {
        burner.release();
        for (Client client : burning) {
          client.close();
        }
      }
    }
  }

  private static void connect(Server server, List<Client> clients) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(server.connect().patience(PATIENCE));
    }
  }

  private static int answered(List<Client> clients) throws IOException {
    int answered = 0;
    for (Client client : clients) {
      try {
        answered += client.read().status() == 200 ? 1 : 0;
      } catch (IOException reset) {
        // no answer
      }
      client.close();
    }
    return answered;
  }

  /** The stop comes just after the head has been read. */
  @EachEngine
  void letsARequestFinishThatHasJustBegun(Variant engine) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Server server = engine.server().start();
        Client client = server.connect().patience(PATIENCE)) {
      assertThat(client.get("/wait").read().text()).isEqualTo("waited");
      server
          .recorder()
          .trap()
          .once(
              Moment.RECEIVED,
              () -> {
                begun.countDown();
                Await.pause(Duration.ofMillis(400));
              });
      client.post("/count", 40_000);
      begun.await();
      try (Background stopping = Background.run(() -> server.stop(LONG))) {
        Await.pause(Duration.ofMillis(600));
        client.send(Pattern.bytes(40_000));
        assertThat(client.read().text()).isEqualTo("40000 right");
        stopping.join();
      }
    }
  }

  @EachEngine
  void answersEveryRequestInTwentyDrains(Variant engine) throws Exception {
    DrainLoad load = new DrainLoad(false);
    for (int i = 0; i < 20; i++) {
      load.drain(engine.server());
    }
    assertThat(load.answered()).as("answers").isGreaterThan(200);
    // The kernel may accept a connection between the last look at the backlog and the close, or
    // several if the thread is preempted just then. A server that does not look loses hundreds.
    assertThat(load.unanswered())
        .as("requests on new connections without an answer, of %d", load.answered())
        .hasSizeLessThanOrEqualTo(10);
  }

  @EachEngine
  void answersEveryRequestOnReusedConnectionsInTwentyDrains(Variant engine) throws Exception {
    DrainLoad load = new DrainLoad(true);
    for (int i = 0; i < 20; i++) {
      load.drain(engine.server());
    }
    assertThat(load.answered()).as("answers").isGreaterThan(200);
    // These clients send again immediately, and the server closes only connections that have been
    // idle for a moment. If a sweep is preempted, that moment is shorter for all of them once.
    assertThat(load.unanswered())
        .as("requests on reused connections without an answer, of %d", load.answered())
        .hasSizeLessThanOrEqualTo(DrainLoad.CLIENTS);
  }
}
