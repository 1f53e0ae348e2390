package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** What an observer is told about responses, compared with what was sent. */
class TruthfulRecordTest {
  private static final int SIZE = 12_000_000;
  private static final String[] LONG = {"/file", "/bytes", "/sized", "/stream"};

  @EachEngine
  void aResponseIsNotOverBeforeItIsSent(Variant engine) throws IOException {
    for (String path : LONG) {
      try (Server server = engine.server().start();
          Client client = server.connectWithReceiveBuffer(4 << 10)) {
        client.get(path + "?n=" + SIZE).readBytes(1_000);
        Await.pause(Duration.ofMillis(300));
        assertThat(server.recorder().answers()).as("%s after its first bytes", path).isEmpty();
        client.readBytes(SIZE - 1_000);
        Await.until("it is reported", () -> server.recorder().answers().size() == 1);
        assertThat(server.recorder().answers().getFirst())
            .isEqualTo(new Recorder.Answer(path.substring(1), 200, SIZE));
      }
    }
  }

  @EachEngine
  void aResponseToAClientThatLeavesIsNotRecordedAsWhole(Variant engine) throws IOException {
    for (String path : LONG) {
      try (Server server = engine.server().start()) {
        Client client = server.connectWithReceiveBuffer(4 << 10);
        client.get(path + "?n=" + SIZE).readBytes(SIZE / 100);
        client.reset();
        server.recorder().awaitNoConnection();
        assertThat(server.recorder().answers())
            .as("%s when the client took a hundredth", path)
            .allSatisfy(answer -> assertThat(answer.contentBytes()).isLessThan(SIZE));
        assertThat(server.recorder().failures()).isEmpty();
      }
    }
  }

  @EachEngine
  void aClientThatLeavesIsNoFaultOfTheServer(Variant engine) throws IOException {
    for (String expect : new String[] {"", "Expect: 100-continue\n"}) {
      for (String path : new String[] {"/count", "/echo", "/gather"}) {
        try (Server server = engine.server().start()) {
          Client client = server.connect();
          client.send(
              "POST %s HTTP/1.1\nHost: test\nContent-Length: 100000\n%s\n".formatted(path, expect));
          if (!expect.isEmpty()) {
            assertThat(client.read().status()).isEqualTo(100);
          }
          Await.until("the head is read", () -> server.recorder().received() > 30);
          client.send(Pattern.bytes(100));
          Await.pause(Duration.ofMillis(20));
          client.reset();
          server.recorder().awaitNoConnection();
          assertThat(server.recorder().failures()).as(path).isEmpty();
          assertThat(server.recorder().answers())
              .as("%s whose client left, %s", path, expect)
              .allSatisfy(answer -> assertThat(answer.status()).isLessThan(500));
        }
      }
    }
  }
}
