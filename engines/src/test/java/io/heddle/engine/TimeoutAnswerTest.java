package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** What clients see when they time out. */
class TimeoutAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @FunctionalInterface
  private interface Beginning {
    void send(Client client) throws IOException;
  }

  @EachEngine
  void the408ToASlowHeadIsNotLostToAReset(Variant engine) throws Exception {
    takes408(engine, Phase.HEAD, client -> client.send("GET /ping HTTP/1.1\nX-Endless: "));
  }

  @EachEngine
  void the408ToStalledContentIsNotLostToAReset(Variant engine) throws Exception {
    takes408(engine, Phase.BODY, client -> client.postChunked("/count").send("5\nabc"));
  }

  /** The client continues to send while and after it is answered, and gets no reset for a while. */
  private static void takes408(Variant engine, Phase phase, Beginning beginning) throws Exception {
    try (Server server = engine.server().lingerTimeout(Duration.ofSeconds(8)).start();
        Client client = server.connect()) {
      beginning.send(client);
      server.awaitConnections(phase, 1);
      server.timeouts(t -> t.withHead(SHORT).withBody(SHORT));
      Await.until("it has timed out", () -> !server.recorder().expired().isEmpty());
      for (int i = 0; i < 30; i++) {
        try {
          client.send("and more ");
        } catch (SocketException e) {
          throw new AssertionError("reset after %d more pieces".formatted(i), e);
        }
        Await.pause(Duration.ofMillis(10));
      }
      assertThat(client.read().status()).isEqualTo(408);
      client.expectEnd();
    }
  }

  /**
   * The request arrives just when the server has found that the connection was idle for too long.
   */
  @EachEngine
  void aRequestThatMeetsTheEndOfAnIdleConnectionNeverGetsA408(Variant engine) throws Exception {
    try (Server server = engine.server().idleTimeout(SHORT).start();
        Client client = server.connect()) {
      AtomicReference<IOException> unsent = new AtomicReference<>();
      assertThat(client.get("/wait").read().text()).isEqualTo("waited");
      long before = server.recorder().received();
      server
          .recorder()
          .trap()
          .once(
              Moment.EXPIRED,
              () -> {
                try {
                  client.post("/count", 10);
                } catch (IOException e) {
                  unsent.set(e);
                }
                // an engine with a thread per connection reads it now
                Await.atMost(
                    Duration.ofMillis(500), () -> server.recorder().received() > before + 30);
                Await.pause(Duration.ofMillis(50));
              });
      Await.until("it has been idle for too long", () -> !server.recorder().expired().isEmpty());
      Await.pause(Duration.ofMillis(700));
      int status = statusAfter(client);
      assertThat(status).as("status, or 0 for a close").isIn(0, 200);
      assertThat(unsent).hasNullValue();
    }
  }

  private static int statusAfter(Client client) throws IOException {
    try {
      return client.send("1234567890").read().status();
    } catch (EOFException | SocketException closed) {
      return 0;
    }
  }
}
