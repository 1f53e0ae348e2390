package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server that is too busy to read in time what its clients have sent. Its own delay must not
 * count against them.
 */
class LatenessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int CLIENTS = 30;

  /** What a client has sent before the server is busy, and what it sends afterwards. */
  private enum Kind {
    FURTHER_REQUEST("", "GET /wait HTTP/1.1\nHost: test\n\n", "waited"),
    FIRST_REQUEST("", "GET /ping HTTP/1.1\nHost: test\n\n", "pong"),
    REST_OF_A_HEAD("GET /ping HTTP/1.1\nHo", "st: test\n\n", "pong"),
    REST_OF_GATHERED_CONTENT(
        "POST /gather HTTP/1.1\nHost: test\nContent-Length: 5\n\n12", "345", "12345"),
    REST_OF_CONTENT_FOR_A_READER(
        "POST /count HTTP/1.1\nHost: test\nContent-Length: 5\n\n\000\037", "345", "5 wrong");

    private final String before;
    private final String meanwhile;
    private final String answer;

    Kind(String before, String meanwhile, String answer) {
      this.before = before;
      this.meanwhile = meanwhile;
      this.answer = answer;
    }

    void begin(Client client) throws IOException {
      if (this == FURTHER_REQUEST) {
        assertThat(client.get("/ping").read().status()).isEqualTo(200);
      }
      client.send(before);
    }

    void finish(Client client) throws IOException {
      client.send(meanwhile);
    }

    boolean isAnswered(Client client) {
      return LatenessTest.isAnswered(client, answer);
    }
  }

  @EachEngine
  void answersWhatItReadsTooLate(Variant engine) throws IOException {
    Burner burner = new Burner();
    Setup setup = engine.server().route("/burn", Handler.immediate(burner::burn));
    try (Server server = setup.start()) {
      List<Client> burning = burner.connect(server);
      Map<Client, Kind> clients = new LinkedHashMap<>();
      try {
        for (Kind kind : Kind.values()) {
          for (int i = 0; i < CLIENTS; i++) {
            clients.put(server.connect(), kind);
          }
        }
        int all = burning.size() + clients.size();
        Await.until("all are accepted", () -> server.recorder().accepted() == all);
        for (Map.Entry<Client, Kind> client : clients.entrySet()) {
          client.getValue().begin(client.getKey());
        }
        burner.begin(burning, "/burn", 2);
        for (Map.Entry<Client, Kind> client : clients.entrySet()) {
          client.getValue().finish(client.getKey());
        }
        // only now, so that a client that is late itself does not time out
        server.timeouts(t -> t.withHead(TIMEOUT).withBody(TIMEOUT).withIdle(TIMEOUT));
        Await.pause(TIMEOUT.multipliedBy(2));
        burner.release();
        Map<Kind, Integer> unanswered = new EnumMap<>(Kind.class);
        for (Map.Entry<Client, Kind> client : clients.entrySet()) {
          if (!client.getValue().isAnswered(client.getKey())) {
            unanswered.merge(client.getValue(), 1, Integer::sum);
          }
        }
        assertThat(unanswered)
            .as(
                "unanswered requests that arrived in time and were read too late, of %d of each kind",
                CLIENTS)
            .isEmpty();
      } finally {
        burner.release();
        for (Client client : clients.keySet()) {
          client.close();
        }
        for (Client client : burning) {
          client.close();
        }
      }
    }
  }

  @EachEngine
  void answersABurstThatTakesLongerThanItsTimeout(Variant engine) throws IOException {
    Setup setup = engine.server().route("/compute", Handler.immediate(Burner::compute));
    try (Server server = setup.start()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        clients.add(server.connect().get("/compute?ms=30"));
      }
      server.timeouts(t -> t.withHead(Duration.ofMillis(500)));
      int answered = 0;
      for (Client client : clients) {
        answered += isAnswered(client, "computed") ? 1 : 0;
        client.close();
      }
      assertThat(answered).as("answers to a burst").isEqualTo(clients.size());
    }
  }

  private static boolean isAnswered(Client client, String text) {
    try {
      return client.read().text().equals(text);
    } catch (IOException e) {
      return false;
    }
  }
}
