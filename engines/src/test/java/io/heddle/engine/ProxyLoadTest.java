package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.proxy.Balance;
import io.heddle.proxy.Proxy;
import io.heddle.proxy.ProxyRules;
import io.heddle.proxy.Upstream;
import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Many clients at a time get the right content through a proxy, and no one else's. */
class ProxyLoadTest {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 25;
  private static final int MAX_BYTES = 150_000;

  private static Proxy proxy(Server back, String path) {
    return new Proxy(
        new Upstream(
            List.of(OtherServer.address(back.port())),
            UpstreamLimits.STANDARD.withFails(0, UpstreamLimits.STANDARD.failPause()),
            Balance.ROUND_ROBIN,
            System::nanoTime),
        new ProxyRules("/proxied" + path, Optional.of(path), false));
  }

  @EachEngine
  void contentIsNeverMixedUp(Variant engine) throws Exception {
    try (Server back = engine.server().start()) {
      Setup setup = engine.server();
      for (String path : List.of("/bytes", "/stream", "/count", "/echo")) {
        setup.route("/proxied" + path, proxy(back, path));
      }
      try (Server front = setup.start()) {
        List<Background> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          long seed = i;
          clients.add(Background.run(() -> exchange(front, new Random(seed))));
        }
        for (Background client : clients) {
          client.join();
        }
        assertThat(front.recorder().failures()).isEmpty();
      }
    }
  }

  private static void exchange(Server front, Random random) throws Exception {
    try (Client client = front.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        int size = random.nextInt(4) == 0 ? random.nextInt(10) : random.nextInt(MAX_BYTES);
        switch (random.nextInt(5)) {
          case 0 -> download(client, "/proxied/bytes?n=", size);
          case 1 -> download(client, "/proxied/stream?n=", size);
          case 2 -> count(client, size);
          case 3 -> echo(client, size);
          default -> pipeline(client, random.nextInt(1, 6), size / 10);
        }
      }
    }
  }

  private static void download(Client client, String target, int size) throws IOException {
    assertThat(client.get(target + size).read().body()).isEqualTo(Pattern.bytes(size));
  }

  private static void count(Client client, int size) throws IOException {
    client.post("/proxied/count", size).send(Pattern.bytes(size));
    assertThat(client.read().text()).isEqualTo(size + " right");
  }

  private static void echo(Client client, int size) throws Exception {
    byte[] all = Pattern.bytes(size);
    client.postChunked("/proxied/echo");
    try (Background upload =
        Background.run(
            () -> {
              for (int at = 0; at < size; at += 20_000) {
                client.sendChunk(Arrays.copyOfRange(all, at, Math.min(at + 20_000, size)));
              }
              client.send("0\n\n");
            })) {
      assertThat(client.read().body()).isEqualTo(all);
      upload.join();
    }
  }

  private static void pipeline(Client client, int count, int size) throws IOException {
    for (int i = 0; i < count; i++) {
      client.get("/proxied/bytes?n=" + (size + i));
    }
    for (int i = 0; i < count; i++) {
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(size + i));
    }
  }
}
