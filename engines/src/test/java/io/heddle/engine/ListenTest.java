package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that listens elsewhere while it runs. */
class ListenTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** The handler that waits at the gate answers this to a request without content. */
  private static final String PASSED = "0 right";

  private static final int CHANGES = 100;

  private static ListenerConfig on(InetSocketAddress address) {
    return ListenerConfig.plain(address);
  }

  private static ListenerConfig onFreePort() {
    return on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static ListenerConfig first(Server server) {
    return on(server.address());
  }

  /** Listens there from now on; returns the addresses. */
  private static List<InetSocketAddress> listen(Server server, ListenerConfig... listeners)
      throws IOException {
    server.engine().listen(List.of(listeners), _ -> {});
    return server.engine().addresses();
  }

  private static void assertServes(InetSocketAddress address) throws IOException {
    try (Client client = new Client(address)) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  private static void assertRefuses(InetSocketAddress address) {
    assertThatThrownBy(() -> new Client(address)).isInstanceOf(ConnectException.class);
  }

  @EachEngine
  void aNewListenerServesAndAGoneOneDoesNot(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      InetSocketAddress first = server.address();
      InetSocketAddress second = listen(server, first(server), onFreePort()).getLast();
      assertServes(first);
      assertServes(second);
      assertThat(listen(server, on(second))).containsExactly(second);
      assertServes(second);
      assertRefuses(first);
      assertThat(listen(server, on(second), on(first))).containsExactly(second, first);
      assertServes(first);
    }
  }

  /** A socket that is closed and opened again would lose the connections in its backlog. */
  @EachEngine
  void aKeptListenerIsKeptByAnyName(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      List<InetSocketAddress> two = listen(server, onFreePort(), first(server));
      assertThat(two.getLast()).isEqualTo(server.address());
      assertThat(listen(server, on(two.getLast()), on(two.getFirst())))
          .containsExactly(two.getLast(), two.getFirst());
      assertThat(client.get("/ping").read().closes()).isFalse();
      InetSocketAddress free = listen(server, onFreePort()).getFirst();
      assertThat(two).doesNotContain(free);
      assertThat(listen(server, onFreePort())).containsExactly(free);
      client.expectEnd();
    }
  }

  /** Linux has one socket for both. */
  @EachEngine
  void allAddressesOfBothFamiliesAreOne(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      int port = listen(server, on(new InetSocketAddress("0.0.0.0", 0))).getFirst().getPort();
      for (String all : new String[] {"::", "0.0.0.0"}) {
        assertThat(listen(server, on(new InetSocketAddress(all, port))).getFirst().getPort())
            .isEqualTo(port);
        assertServes(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
    }
  }

  @EachEngine
  void allAddressesAreToldBeforeANewOneAccepts(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      List<InetSocketAddress> told = new ArrayList<>();
      List<Client> early = new ArrayList<>();
      server
          .engine()
          .listen(
              List.of(first(server), onFreePort()),
              addresses -> {
                told.addAll(addresses);
                early.add(connect(addresses.getLast()));
                Await.pause(Duration.ofMillis(20));
                assertThat(server.recorder().accepted()).isZero();
              });
      assertThat(server.engine().addresses()).isEqualTo(told);
      try (Client client = early.getFirst()) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      }
    }
  }

  private static Client connect(InetSocketAddress address) {
    try {
      return new Client(address);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @EachEngine
  void connectionsOfAGoneListenerEndWithTheirNextResponse(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      InetSocketAddress second = listen(server, first(server), onFreePort()).getLast();
      try (Client stays = server.connect();
          Client idle = new Client(second);
          Client busy = new Client(second).post("/gate", 0)) {
        assertThat(stays.get("/ping").read().closes()).isFalse();
        assertThat(idle.get("/ping").read().closes()).isFalse();
        Await.until("the handler runs", () -> server.site().atGate() == 1);
        assertThat(listen(server, first(server))).containsExactly(server.address());
        assertRefuses(second);
        idle.expectEnd();
        server.site().open();
        Reply last = busy.read();
        assertThat(last.text()).isEqualTo(PASSED);
        assertThat(last.closes()).isTrue();
        busy.expectEnd();
        assertThat(stays.get("/ping").read().closes()).isFalse();
      }
    }
  }

  @EachEngine
  void nothingChangesIfOneAddressIsTaken(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Client client = server.connect()) {
      assertThat(client.get("/ping").read().closes()).isFalse();
      ListenerConfig taken = on((InetSocketAddress) other.getLocalSocketAddress());
      int descriptors = Descriptors.count();
      AtomicBoolean told = new AtomicBoolean();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () -> server.engine().listen(List.of(onFreePort(), taken), _ -> told.set(true)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(":" + other.getLocalPort() + ": ");
      }
      assertThat(told).isFalse();
      assertThat(server.engine().addresses()).containsExactly(server.address());
      Descriptors.awaitAtMost(descriptors);
      assertThat(client.get("/ping").read().closes()).isFalse();
      assertServes(server.address());
    }
  }

  @EachEngine
  void noRequestIsLostInAHundredChanges(Variant engine) throws Exception {
    try (Server server = engine.server().start()) {
      InetSocketAddress kept = server.address();
      change(server, kept, 10);
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      List<Background> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        clients.add(Background.run(() -> useAgain(server, stop, answered)));
        clients.add(Background.run(() -> useOnce(server, stop, answered)));
      }
      Await.until("clients are served", () -> answered.get() > 100);
      int descriptors = Descriptors.count();
      change(server, kept, CHANGES);
      stop.set(true);
      for (Background client : clients) {
        client.join();
      }
      assertThat(answered.get()).isGreaterThan(100 + CHANGES);
      Descriptors.awaitAtMost(descriptors);
    }
  }

  @EachEngine
  void leavesNoThreadBehind(Variant engine) throws IOException {
    try (Server server = engine.server().start()) {
      InetSocketAddress kept = server.address();
      change(server, kept, 5);
      List<String> threads = Threads.alive();
      change(server, kept, 20);
      Threads.awaitNoMoreThan(threads);
    }
  }

  /** Adds a listener and removes it, so many times; each serves a connection that is left open. */
  private static void change(Server server, InetSocketAddress kept, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      InetSocketAddress more = listen(server, on(kept), onFreePort()).getLast();
      try (Client client = new Client(more)) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        listen(server, on(kept));
        assertRefuses(more);
      }
    }
  }

  private static void useAgain(Server server, AtomicBoolean stop, AtomicInteger answered)
      throws IOException {
    try (Client client = server.connect()) {
      while (!stop.get()) {
        assertThat(client.get("/wait").read().closes()).isFalse();
        answered.incrementAndGet();
      }
    }
  }

  private static void useOnce(Server server, AtomicBoolean stop, AtomicInteger answered)
      throws IOException {
    while (!stop.get()) {
      try (Client client = server.connect()) {
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
        answered.incrementAndGet();
      }
    }
  }

  @EachEngine
  void onlyARunningEngineListens(Variant engine) throws Exception {
    try (Server server = engine.server().start();
        Client client = server.connect().post("/gate", 0)) {
      Await.until("the handler runs", () -> server.site().atGate() == 1);
      try (Background stopping = Background.run(() -> server.stop(LONG))) {
        Await.until("the stop has begun", () -> isRefused(server));
        assertThat(stopping.isDone()).isFalse();
        server.site().open();
        assertThat(client.read().text()).isEqualTo(PASSED);
        stopping.join();
      }
      assertThat(isRefused(server)).isTrue();
    }
  }

  private static boolean isRefused(Server server) {
    try {
      listen(server, first(server));
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
