package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many concurrent connections, and too many. */
class CapacityTest {
  private static final int MANY = 1_000;

  @EachEngine
  void answers503BeyondTheLimit(Variant engine) throws IOException {
    try (Server server = engine.server().maxConnections(2).start();
        Client first = server.connect();
        Client second = server.connect()) {
      assertThat(first.get("/ping").read().text()).isEqualTo("pong");
      assertThat(second.get("/ping").read().text()).isEqualTo("pong");
      for (int i = 0; i < 3; i++) {
        try (Client third = server.connect()) {
          Reply reply = third.get("/ping").read();
          assertThat(reply.status()).isEqualTo(503);
          assertThat(reply.field("Retry-After")).contains("1");
          assertThat(reply.closes()).isTrue();
          third.expectEnd();
        }
        server.recorder().awaitConnections(2);
      }
      assertThat(first.get("/wait").read().text()).isEqualTo("waited");
    }
  }

  @EachEngine
  void connectionsTurnedAwayTakeNoSlot(Variant engine) throws IOException {
    // none of those that were answered leaves by itself
    Duration linger = Duration.ofSeconds(40);
    try (Server server = engine.server().maxConnections(1).lingerTimeout(linger).start()) {
      List<Client> turnedAway = new ArrayList<>();
      try (Client only = server.connect()) {
        assertThat(only.get("/ping").read().text()).isEqualTo("pong");
        for (int i = 0; i < 3; i++) {
          Client client = server.connect();
          turnedAway.add(client);
          assertThat(client.get("/ping").read().status()).isEqualTo(503);
        }
      }
      server.recorder().awaitConnections(turnedAway.size());
      Await.until("its slot is free", () -> isServed(server));
      for (Client client : turnedAway) {
        client.close();
      }
    }
  }

  @EachEngine
  void hasRoomAgainAfterAClose(Variant engine) throws IOException {
    try (Server server = engine.server().maxConnections(1).start()) {
      for (int i = 0; i < 5; i++) {
        Await.until("there is room", () -> isServed(server));
        server.recorder().awaitNoConnection();
      }
    }
  }

  /** A slot is free a little later than the end of its connection is reported. */
  private static boolean isServed(Server server) {
    try (Client client = server.connect()) {
      return client.get("/ping").read().status() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @EachEngine
  void servesAThousandConnectionsAtATime(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      Crowd crowd = new Crowd(server, MANY);
      try (crowd) {
        for (int round = 0; round < 3; round++) {
          for (Client client : crowd.clients()) {
            client.get("/ping").get("/wait").get("/bytes?n=500");
          }
          for (Client client : crowd.clients()) {
            assertThat(client.read().text()).isEqualTo("pong");
            assertThat(client.read().text()).isEqualTo("waited");
            assertThat(client.read().body()).isEqualTo(Pattern.bytes(500));
          }
        }
        assertThat(server.recorder().open()).isEqualTo(MANY);
      }
    }
  }

  @EachEngine
  void runsAThousandHandlersAtATime(Variant engine) throws IOException {
    int handlers = engine.waitsWithoutBound() ? MANY : Variant.POOL_THREADS;
    try (Server server = engine.server().start()) {
      Crowd crowd = new Crowd(server, MANY);
      try (crowd) {
        for (Client client : crowd.clients()) {
          client.post("/gate", 3).send(Pattern.bytes(3));
        }
        Await.until("all handlers run", () -> server.site().atGate() == handlers);
        server.site().open();
        for (Client client : crowd.clients()) {
          assertThat(client.read().text()).isEqualTo("3 right");
        }
      }
    }
  }

  /** A group of clients of one server. */
  private static final class Crowd implements AutoCloseable {
    private final List<Client> clients = new ArrayList<>();

    Crowd(Server server, int count) throws IOException {
      for (int i = 0; i < count; i++) {
        clients.add(server.connect());
      }
    }

    List<Client> clients() {
      return clients;
    }

    @Override
    public void close() throws IOException {
      for (Client client : clients) {
        client.close();
      }
    }
  }
}
