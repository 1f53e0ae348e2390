package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import java.io.IOException;
import java.time.Duration;

/** Observers that throw, which must affect neither clients nor connection counts. */
class FailingObserverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int CONNECTIONS = 3;
  private static final Moment[] OF_REQUESTS = {
    Moment.OPENED,
    Moment.RECEIVED,
    Moment.DELAYED,
    Moment.RESPONDED,
    Moment.SENT,
    Moment.CLOSED,
    Moment.ADMITTED,
    Moment.BORROWED
  };

  private final Watcher watcher = new Watcher();

  private Server start(Variant engine) throws IOException {
    return engine.server().maxConnections(CONNECTIONS).observer(watcher).start();
  }

  private void failAt(Server server, Moment moment, boolean byError) {
    server.recorder().trap().failAt(moment, byError);
    watcher.trap().failAt(moment, byError);
  }

  private void failNoMore(Server server) {
    server.recorder().trap().clear();
    watcher.trap().clear();
  }

  @EachEngine
  void doNotAffectAnswers(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      for (Moment moment : OF_REQUESTS) {
        failAt(server, moment, false);
        try (Client client = server.connect()) {
          assertThat(client.get("/ping").read().status()).as("%s", moment).isEqualTo(200);
          assertThat(client.get("/wait").read().status()).as("%s", moment).isEqualTo(200);
        } catch (IOException e) {
          throw new AssertionError("no answer while the observer fails at " + moment, e);
        } finally {
          failNoMore(server);
        }
        server.recorder().awaitNoConnection();
      }
    }
  }

  @EachEngine
  void leaveNoConnectionInTheCount(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      for (Moment moment : OF_REQUESTS) {
        for (int i = 0; i <= CONNECTIONS; i++) {
          failAt(server, moment, i % 2 == 0);
          try (Client client = server.connect().patience(PATIENCE)) {
            client.get("/ping").get("/wait").send("GARBAGE\n\n").expectCutOff();
          } catch (IOException | AssertionError unanswered) {
            // irrelevant here
          } finally {
            failNoMore(server);
          }
        }
        areAllServed(server, moment);
      }
    }
  }

  /** Opens as many connections as the server may have, and checks that all are served. */
  private static void areAllServed(Server server, Moment moment) {
    Await.until(
        "all are served although the observer has failed at " + moment,
        () -> {
          Client[] clients = new Client[CONNECTIONS];
          boolean served = true;
          try {
            for (int i = 0; i < CONNECTIONS; i++) {
              clients[i] = server.connect().patience(PATIENCE);
              served &= clients[i].get("/ping").read().status() == 200;
            }
            for (Client client : clients) {
              client.close();
            }
          } catch (IOException e) {
            return false;
          }
          return served;
        });
  }

  @EachEngine
  void doNotLetTheDeadlinesOfOthersLapse(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      server.recorder().trap().failAt(Moment.EXPIRED, false);
      for (int i = 0; i < 4; i++) {
        server.timeouts(t -> t.withHead(Duration.ofSeconds(40)));
        server.awaitConnections(Phase.HEAD, 0);
        Client client = server.connect().send("GET /ping HT");
        server.awaitConnections(Phase.HEAD, 1);
        server.timeouts(t -> t.withHead(Duration.ofMillis(200)));
        assertThat(client.read().status()).as("answer to a head that does not end").isEqualTo(408);
        client.close();
      }
      server.recorder().trap().clear();
    }
  }
}
