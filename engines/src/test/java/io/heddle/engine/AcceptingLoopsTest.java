package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several loops accept from one listener. */
class AcceptingLoopsTest {
  private static final int LOOPS = 6;
  private static final int CLIENTS = 120;

  private static List<Double> connections(Server server) {
    return server.meters("heddle.loop.connections").toList();
  }

  private static void awaitSum(Server server, int sum) {
    Await.until(sum + " connections", () -> server.meter("heddle.loop.connections") == sum);
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void connectionsAreSpreadEvenly(Variant engine) throws IOException {
    try (Server server = engine.server().loops(LOOPS).start()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(server.connect());
        if (i % 3 == 0) {
          assertThat(clients.getLast().get("/").read().status()).isEqualTo(404);
        }
      }
      awaitSum(server, CLIENTS);
      assertThat(connections(server))
          .hasSize(LOOPS)
          .allSatisfy(
              count -> assertThat(count).isBetween(CLIENTS / LOOPS - 8.0, CLIENTS / LOOPS + 8.0));
      for (Client client : clients) {
        client.close();
      }
      awaitSum(server, 0);
    }
  }
}
