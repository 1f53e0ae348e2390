package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Handler;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Connections that always have their next request ready: on a loop, whenever they return from a
 * worker. Virtual threads are left out, as the JDK's scheduler lets such connections keep every
 * carrier, and newcomers wait.
 */
class BusyLoopTest {
  private static final int CONNECTIONS = 128;
  private static final int BYSTANDERS = 6;

  /** Only detects a hang: a connection's own thread competes with all others. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How many turns all others may have before a new connection has its first. */
  private static final int MAX_TURNS = 8;

  /**
   * One request fills most of a read, so that the loop lends each one. Routing takes longer than
   * handling, so the loop is never idle.
   */
  private static final byte[] REQUEST =
      "GET /routed-slowly HTTP/1.1\r\nHost: test\r\nX-Filler: %s\r\n\r\n"
          .formatted("x".repeat(7_000))
          .getBytes(StandardCharsets.US_ASCII);

  /** How many of them have been handled. */
  private final AtomicInteger turns = new AtomicInteger();

  @FunctionalInterface
  private interface Meanwhile {
    void check(Server server) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VTHREADS")
  void doNotKeepOthersFromBeingAccepted(Variant engine) throws Exception {
    whileBusy(
        engine,
        server -> {
          for (int i = 0; i < BYSTANDERS; i++) {
            int served = turnsBeforeAnAnswer(server);
            if (engine.hasLoops()) {
              assertThat(served)
                  .as("requests of others before one is accepted, read and answered")
                  .isLessThan(MAX_TURNS * CONNECTIONS);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VTHREADS")
  void doNotKeepTheLoopFromItsDeadlines(Variant engine) throws Exception {
    whileBusy(
        engine,
        server -> {
          try (Client slow = server.connect().patience(PATIENCE)) {
            slow.send("GET /ping HTTP/1.1\nHost: te");
            server.timeouts(t -> t.withHead(Duration.ofSeconds(1)));
            assertThat(slow.read().status())
                .as("answer to a head that does not end")
                .isEqualTo(408);
          }
        });
  }

  /** How many requests of others are handled between a request and its handler. */
  private int turnsBeforeAnAnswer(Server server) throws IOException {
    try (Client client = server.connect().patience(PATIENCE).get("/turns")) {
      int before = turns.get();
      return Integer.parseInt(client.read().text()) - before;
    }
  }

  private void whileBusy(Variant engine, Meanwhile meanwhile) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Client> clients = new ArrayList<>();
    List<Background> tasks = new ArrayList<>();
    Setup setup =
        engine
            .server()
            .loops(1)
            .route("/routed-slowly", _ -> Response.text("turn " + turns.incrementAndGet()))
            .route("/turns", Handler.immediate(_ -> Response.text(turns.toString())));
    try (Server server = setup.start()) {
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          Client client = server.connect();
          clients.add(client);
          tasks.add(Background.run(() -> send(client, over)));
        }
        Await.until("all are busy", () -> server.recorder().responded() > 3 * CONNECTIONS);
        meanwhile.check(server);
      } finally {
        over.set(true);
        for (Client client : clients) {
          client.reset();
        }
        for (Background task : tasks) {
          task.close();
        }
      }
    }
  }

  private static void send(Client client, AtomicBoolean over) throws IOException {
    while (!over.get()) {
      client.send(REQUEST);
    }
  }
}
