package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Response;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A small pool of workers, and more requests than threads. */
class WorkersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final int PIPELINED = 100;

  /** As many clients as there are workers. */
  private static List<Client> connectAll(Server server) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < Variant.POOL_THREADS; i++) {
      clients.add(server.connect().patience(PATIENCE));
    }
    return clients;
  }

  private static void resetAll(List<Client> clients) throws IOException {
    for (Client client : clients) {
      client.reset();
    }
  }

  @EachEngine
  void aConnectionGivesItsWorkerBackAfterEachRequest(Variant engine) throws IOException {
    AtomicInteger slept = new AtomicInteger();
    AtomicInteger sleptBefore = new AtomicInteger();
    Setup setup =
        engine
            .server()
            .route(
                "/fifth",
                _ -> {
                  sleptBefore.set(slept.get());
                  return Response.text("served");
                })
            .route(
                "/sleep",
                _ -> {
                  Thread.sleep(20);
                  slept.incrementAndGet();
                  return Response.text("slept");
                });
    try (Server server = setup.start()) {
      List<Client> clients = connectAll(server);
      for (Client client : clients) {
        client.send("GET /sleep HTTP/1.1\nHost: test\n\n".repeat(PIPELINED));
      }
      Await.until("all of them sleep", () -> slept.get() >= Variant.POOL_THREADS);
      try (Client fifth = server.connect().get("/fifth")) {
        int before = slept.get();
        assertThat(fifth.read().text()).isEqualTo("served");
        sleptBefore.addAndGet(-before);
      }
      assertThat(sleptBefore.get())
          .as("requests of four clients that were served before one of a fifth")
          .isLessThan(Variant.POOL_THREADS * PIPELINED / 2);
      resetAll(clients);
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void turnsRequestsAwayWhenTheQueueIsFull() throws IOException {
    int most = 8;
    try (Server server = Variant.EPOLL_POOL.server().queue(most, LONG).start()) {
      List<Client> clients = atGate(server);
      for (int i = 0; i < most; i++) {
        clients.add(server.connect().patience(PATIENCE).get("/wait"));
      }
      awaitQueued(server, most);
      for (int i = 0; i < 3; i++) {
        try (Client excess = server.connect().patience(PATIENCE)) {
          assertThat(status(excess.get("/wait"))).as("beyond a full queue").isEqualTo(503);
        }
      }
      assertThat(server.meter("heddle.worker.refused")).as("refused calls").isEqualTo(3);
      Bystanders.areAnswered(server, "while the queue for a worker is full");
      server.site().open();
      for (Client client : clients) {
        assertThat(status(client)).as("within the queue").isEqualTo(200);
        client.close();
      }
      Bystanders.getsAWorker(server, "after the queue was full");
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void turnsRequestsAwayThatWaitTooLongForAWorker() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Setup setup = Variant.EPOLL_POOL.server().queue(1_000, LONG).route("/call", _ -> called(calls));
    try (Server server = setup.start()) {
      List<Client> clients = atGate(server);
      server.timeouts(t -> t.withQueue(Duration.ofMillis(300)));
      List<Client> late = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        late.add(server.connect().patience(PATIENCE).get("/call"));
      }
      for (Client client : late) {
        assertThat(status(client)).as("answer to a request that waits too long").isEqualTo(503);
        client.close();
      }
      assertThat(server.meter("heddle.worker.refused")).as("refused calls").isEqualTo(8);
      server.site().open();
      for (Client client : clients) {
        assertThat(status(client)).isEqualTo(200);
        client.close();
      }
      assertThat(calls).as("handlers of requests that were answered already").hasValue(0);
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNoWorkForClientsThatHaveLeftTheQueue() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Setup setup = Variant.EPOLL_POOL.server().route("/call", _ -> called(calls));
    try (Server server = setup.start()) {
      List<Client> clients = atGate(server);
      awaitQueued(server, 0);
      int descriptors = Descriptors.count();
      List<Client> leaving = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        leaving.add(server.connect().get("/call"));
      }
      awaitQueued(server, leaving.size());
      for (int i = 0; i < leaving.size(); i++) {
        leave(leaving.get(i), i % 4);
      }
      try {
        Descriptors.awaitAtMost(descriptors);
      } finally {
        server.site().open();
        Bystanders.getsAWorker(server, "after many have left the queue");
        resetAll(clients);
      }
      assertThat(calls).as("handlers of clients that have left").hasValue(0);
    }
  }

  /** Each way in which a client can leave that has sent a request. */
  private static void leave(Client client, int way) throws IOException {
    switch (way) {
      case 0 -> client.reset();
      case 1 -> client.close();
      case 2 -> client.send("G").close();
      default -> {
        client.send("G").reset();
      }
    }
  }

  private static Response called(AtomicInteger calls) {
    calls.incrementAndGet();
    return Response.text("called");
  }

  /** Clients whose handlers occupy all workers until the gate opens. */
  private static List<Client> atGate(Server server) throws IOException {
    List<Client> clients = connectAll(server);
    for (Client client : clients) {
      client.post("/gate", 0);
    }
    Await.until("the workers are held", () -> server.site().atGate() == clients.size());
    return clients;
  }

  private static void awaitQueued(Server server, int count) {
    Await.until(count + " wait for a worker", () -> server.waitingForWorkers() == count);
  }

  private static int status(Client client) throws IOException {
    try {
      return client.read().status();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }
}
