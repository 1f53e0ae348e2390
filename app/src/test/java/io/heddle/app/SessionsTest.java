package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Sessions in memory, on every engine. */
final class SessionsTest {
  private static String cookie(Reply reply) {
    return "Cookie: " + reply.field("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  @EachEngine
  void eachClientHasItsOwnVisits(Variant variant) throws Exception {
    try (LocalServer server = LocalServer.serve(variant)) {
      Reply first = server.get("/visits");
      assertThat(first.text()).isEqualTo("visit 1\n");
      assertThat(first.field("Set-Cookie").orElseThrow())
          .matches("heddle-session=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax");
      assertThat(first.field("Cache-Control")).contains("private");
      Reply second = server.get("/visits", cookie(first));
      assertThat(second.text()).isEqualTo("visit 2\n");
      assertThat(second.field("Set-Cookie")).isEmpty();
      assertThat(server.get("/visits").text()).isEqualTo("visit 1\n");
      assertThat(server.get("/ping", cookie(first)).field("Set-Cookie")).isEmpty();
    }
  }

  @EachEngine
  void aThousandRequestsOfASessionAtOnceAreAllCounted(Variant variant) throws Exception {
    try (LocalServer server = LocalServer.serve(variant)) {
      String cookie = cookie(server.get("/visits"));
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(server.connect());
      }
      for (Client client : clients) {
        for (int i = 0; i < 20; i++) {
          client.ask("GET /visits", cookie);
        }
      }
      for (Client client : clients) {
        for (int i = 0; i < 20; i++) {
          assertThat(client.read().status()).isEqualTo(200);
        }
      }
      assertThat(server.get("/visits", cookie).text()).isEqualTo("visit 1002\n");
    }
  }
}
