package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** Stopping a server: which requests finish, and what is left behind. */
class StopTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(100);

  @EachEngine
  void stopsWhenNothingIsGoingOn(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      assertThat(server.stop(LONG)).isTrue();
    }
  }

  @EachEngine
  void closesIdleConnectionsAtOnce(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client silent = server.connect();
        Client idle = server.connect()) {
      assertThat(idle.get("/ping").read().text()).isEqualTo("pong");
      server.recorder().awaitConnections(2);
      long begin = System.nanoTime();
      assertThat(server.stop(LONG)).isTrue();
      assertThat(System.nanoTime() - begin).isLessThan(LONG.toNanos() / 2);
      silent.expectEnd();
      idle.expectEnd();
    }
  }

  /** The close is announced as soon as a new client could be refused, so it is tried often. */
  @EachEngine
  void letsARequestFinishAndAnnouncesTheClose(Variant engine) throws Exception {
    for (int i = 0; i < 10; i++) {
      letARequestFinish(engine);
    }
  }

  private static void letARequestFinish(Variant engine) throws Exception {
    try (Server server = engine.server().start();
        Client client = server.connect().post("/gate", 0)) {
      Await.until("the handler runs", () -> server.site().atGate() == 1);
      try (Background stopping = Background.run(() -> assertThat(server.stop(LONG)).isTrue())) {
        awaitRefused(server.port());
        assertThat(stopping.isDone()).isFalse();
        server.site().open();
        Reply reply = client.read();
        assertThat(reply.text()).isEqualTo("0 right");
        assertThat(reply.closes()).isTrue();
        client.expectEnd();
        stopping.join();
      }
    }
  }

  @EachEngine
  void letsADownloadFinish(Variant engine) throws Exception {
    try (Server server = engine.server().start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      client.get("/file?n=" + TestSite.FILE_BYTES).readHead();
      try (Background stopping = Background.run(() -> assertThat(server.stop(LONG)).isTrue())) {
        Await.pause(SHORT);
        assertThat(client.readBytes(TestSite.FILE_BYTES)).hasSize(TestSite.FILE_BYTES);
        client.expectEnd();
        stopping.join();
      }
    }
  }

  @EachEngine
  void closesWhatIsStillOpenAfterTheGrace(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client runs = server.connect().post("/gate", 0);
        Client sends = server.connect().post("/count", 1_000);
        Client reads = server.connectWithReceiveBuffer(4 << 10).get("/stream?n=100000000");
        Client begins = server.connect().send("GET /pi")) {
      Await.until("the handler runs", () -> server.site().atGate() == 1);
      reads.readHead();
      assertThat(server.stop(SHORT)).isFalse();
      runs.expectCutOff();
      sends.expectCutOff();
      reads.expectCutOff();
      begins.expectCutOff();
      server.site().open();
      server.recorder().awaitNoConnection();
    }
  }

  @EachEngine
  void freesThePort(Variant engine) throws IOException {
    for (int i = 0; i < 30; i++) {
      try (Server server = engine.server().start()) {
        if (i % 2 == 0) {
          try (Client client = server.connect()) {
            assertThat(client.get("/ping").read().text()).isEqualTo("pong");
          }
        }
        assertThat(server.stop(LONG)).isTrue();
        assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
        try (Server next = engine.server().port(server.port()).start();
            Client client = next.connect()) {
          assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        }
      }
    }
  }

  @EachEngine
  void leavesNoDescriptorAndNoThreadBehind(Variant engine) throws IOException {
    startAndStop(engine);
    int descriptors = Descriptors.count();
    List<String> threads = Threads.alive();
    for (int i = 0; i < 5; i++) {
      startAndStop(engine);
    }
    Descriptors.awaitAtMost(descriptors);
    Threads.awaitNoMoreThan(threads);
  }

  private static void startAndStop(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      assertThat(client.get("/wait").read().text()).isEqualTo("waited");
      assertThat(client.get("/file?n=10").read().body()).hasSize(10);
      server.engine().probe();
      assertThat(server.stop(LONG)).isTrue();
    }
  }

  @EachEngine
  void namesThePortThatIsTakenAndLeavesNothingBehind(Variant engine) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> threads = Threads.alive();
      int descriptors = Descriptors.count();
      for (int i = 0; i < 3; i++) {
        Setup setup = engine.server().port(other.getLocalPort());
        assertThatThrownBy(setup::start)
            .isInstanceOf(IOException.class)
            .hasMessageContaining(String.valueOf(other.getLocalPort()))
            .hasMessageNotContaining("\n");
      }
      Descriptors.awaitAtMost(descriptors);
      Threads.awaitNoMoreThan(threads);
    }
  }

  /** The kernel hands a connection to any of the sockets that listen, a wake-up as well. */
  @EachEngine
  void doesNotWaitForAnotherListenerOnItsPort(Variant engine) throws IOException {
    try (Server stays = engine.server().reusingPort().start()) {
      for (int round = 0; round < 8; round++) {
        try (Server ends = engine.server().reusingPort().port(stays.port()).start()) {
          long begin = System.nanoTime();
          assertThat(ends.stop(LONG)).isTrue();
          assertThat(System.nanoTime() - begin).isLessThan(LONG.toNanos() / 2);
        }
      }
    }
  }

  private static void awaitRefused(int port) {
    Await.until(
        "no connection is accepted",
        () -> {
          try (Client client =
              new Client(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            client.reset();
            return false;
          } catch (IOException refused) {
            return true;
          }
        });
  }
}
