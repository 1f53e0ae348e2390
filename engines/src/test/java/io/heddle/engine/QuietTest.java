package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server whose clients and handlers all wait, and which must therefore use no processor time. */
class QuietTest {
  private static final Duration WINDOW = Duration.ofMillis(150);
  private static final String MUCH = "?n=" + TestSite.FILE_BYTES;

  @EachEngine
  void takesNoProcessorTimeWhileAllWait(Variant engine) throws IOException {
    List<Client> clients = new ArrayList<>();
    try (Server server = engine.server().start()) {
      clients.add(server.connect());
      clients.add(server.connect().send("GET /ping HTTP/1.1\nHo"));
      clients.add(server.connect().post("/gather", 100).send("not yet all"));
      clients.add(server.connect().post("/count", 100).send("not yet all"));
      clients.add(server.connect().post("/nothing", 10_000_000));
      for (String path : new String[] {"/bytes", "/file", "/stream"}) {
        clients.add(server.connectWithReceiveBuffer(4 << 10).get(path + MUCH));
      }
      clients.add(server.connect().post("/gate", 0).shutdownOutput());
      clients.add(server.connect().post("/gate", 0).get("/ping"));
      Await.until("the handlers run", () -> server.site().atGate() == 2);
      assertThat(ProcessorTime.leastMillis(WINDOW, 10))
          .as("in %s", WINDOW)
          .isLessThan(WINDOW.toMillis() / 3);
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @EachEngine
  void takesNoProcessorTimeWhenTheClientOfAHandlerIsGone(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      for (int i = 0; i < 3; i++) {
        Client client = server.connect().post("/gate", 0);
        int handlers = i + 1;
        Await.until("the handler runs", () -> server.site().atGate() == handlers);
        client.reset();
      }
      assertThat(ProcessorTime.leastMillis(WINDOW, 10))
          .as("in %s", WINDOW)
          .isLessThan(WINDOW.toMillis() / 3);
    }
  }
}
