package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clients that transfer a byte now and then: never silent long enough for a timeout, but as costly
 * as silent ones.
 */
class MinimumRateTest {
  private static List<Client> connectAll(Server server) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < Variant.POOL_THREADS; i++) {
      clients.add(server.connect());
    }
    return clients;
  }

  @EachEngine
  void uploadsBelowTheMinimumRateDoNotKeepTheWorkers(Variant engine) throws Exception {
    try (Server server = engine.server().minRate(1_000, Duration.ofMillis(500)).start()) {
      List<Client> clients = connectAll(server);
      for (Client client : clients) {
        // the first byte comes with the head, however late the other ones are
        client.send("POST /count HTTP/1.1\nHost: test\nContent-Length: 10000\n\nx");
      }
      Await.until("their handlers run", () -> server.site().counted() == clients.size());
      try (Background _ = Background.run(() -> drip(clients))) {
        Bystanders.getsAWorker(server, "while others send a byte now and then");
        for (Client client : clients) {
          client.expectCutOff();
        }
      }
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  private static void drip(List<Client> clients) throws IOException {
    byte[] one = Pattern.bytes(1);
    for (int i = 0; i < 300; i++) {
      for (Client client : clients) {
        client.send(one);
      }
      Await.pause(Duration.ofMillis(100));
    }
  }

  @EachEngine
  void readersBelowTheMinimumRateDoNotKeepTheWorkers(Variant engine) throws Exception {
    try (Server server = engine.server().minRate(1 << 20, Duration.ofMillis(500)).start()) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < Variant.POOL_THREADS; i++) {
        Client client = server.connectWithReceiveBuffer(4 << 10);
        clients.add(client.get("/stream?n=200000000"));
        client.readHead();
      }
      try (Background _ = Background.run(() -> readSlowly(clients))) {
        Bystanders.getsAWorker(server, "while others read a little now and then");
        server.recorder().awaitNoConnection();
      }
      assertThat(server.recorder().failures()).isEmpty();
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private static void readSlowly(List<Client> clients) throws IOException {
    for (int i = 0; i < 300; i++) {
      for (Client client : clients) {
        client.readBytes(10_000);
      }
      Await.pause(Duration.ofMillis(100));
    }
  }

  @EachEngine
  void bodiesAboveTheMinimumRateAreLeftAlone(Variant engine) throws IOException {
    try (Server server = engine.server().minRate(1_000, Duration.ofMillis(1_500)).start();
        Client uploads = server.connect();
        Client downloads = server.connectWithReceiveBuffer(4 << 10)) {
      downloads.get("/stream?n=20000000").readHead();
      byte[] content = Pattern.bytes(40_000);
      uploads.post("/count", content.length);
      for (int i = 0; i < 40; i++) {
        uploads.send(Arrays.copyOfRange(content, i * 1_000, i * 1_000 + 1_000));
        downloads.readBytes(400 << 10);
        Await.pause(Duration.ofMillis(80));
      }
      assertThat(uploads.read().text()).isEqualTo("40000 right");
      assertThat(server.recorder().expired()).isEmpty();
    }
  }
}
