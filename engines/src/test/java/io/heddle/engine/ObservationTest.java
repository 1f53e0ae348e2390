package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.engine.ConnectionCount.Admission;
import io.heddle.engine.epoll.EpollEngine;
import io.heddle.engine.epoll.LoopLoad;
import io.heddle.engine.epoll.WorkerLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine tells of itself. */
class ObservationTest {
  private final Watcher watcher = new Watcher();

  private Server start(Variant engine) throws IOException {
    return engine.server().observer(watcher).start();
  }

  private static void awaitConnections(Server server, Phase phase, int count) {
    Await.until(
        count + " connections are in " + phase, () -> server.engine().connections(phase) == count);
  }

  private static EpollEngine epoll(Server server) {
    return (EpollEngine) server.engine();
  }

  @EachEngine
  void tellsWhatBecomesOfEachConnection(Variant engine) throws IOException {
    try (Server server = engine.server().maxConnections(1).observer(watcher).start();
        Client first = server.connect()) {
      first.get("/ping").read();
      try (Client second = server.connect()) {
        assertThat(second.get("/ping").read().status()).isEqualTo(503);
      }
      assertThat(watcher.admissions())
          .isEqualTo(Map.of(Admission.SERVED, 1, Admission.TURNED_AWAY, 1));
    }
  }

  @EachEngine
  void countsTheConnectionsInEachPhase(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client idle = server.connect();
        Client half = server.connect();
        Client busy = server.connect()) {
      idle.get("/ping").read();
      half.send("GET /ping HT");
      busy.post("/gate", 0);
      awaitConnections(server, Phase.IDLE, 1);
      awaitConnections(server, Phase.HEAD, 1);
      awaitConnections(server, Phase.OPENED, 0);
      awaitConnections(server, Phase.HANDLING, 1);
      server.site().open();
      busy.read();
      awaitConnections(server, Phase.IDLE, 2);
      idle.shutdownOutput();
      awaitConnections(server, Phase.IDLE, 1);
    }
  }

  @EachEngine
  void reachesItsProbes(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      server.engine().probe();
      server.engine().probe();
      int places = server.engine() instanceof EpollEngine epoll ? epoll.loops().size() : 1;
      Await.until("all are reached", () -> watcher.probes().size() == 2 * places);
      assertThat(watcher.probes()).allSatisfy(nanos -> assertThat(nanos).isPositive());
    }
  }

  @EachEngine
  void probesWaitAsLongAsConnectionsDo(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      client.get("/ping").read();
      server.engine().probe();
      int places = server.engine() instanceof EpollEngine epoll ? epoll.loops().size() : 1;
      Await.until("the first are reached", () -> watcher.probes().size() == places);
      client.get("/hold?ms=300");
      Await.until("the handler runs", () -> server.site().held() == 1);
      server.engine().probe();
      Await.until("the second are reached", () -> watcher.probes().size() == 2 * places);
      long longest = watcher.probes().stream().mapToLong(Long::longValue).max().orElse(0);
      boolean isHeldUp = Duration.ofNanos(longest).toMillis() > 100;
      assertThat(isHeldUp).isEqualTo(server.engine() instanceof EpollEngine);
      client.read();
    }
  }

  @EachEngine
  void tellsOfAProbeThatItDoesNotReach(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      client.get("/hold?ms=1000");
      Await.until("the handler runs", () -> server.site().held() == 1);
      server.engine().probe();
      if (server.engine() instanceof EpollEngine) {
        Await.until("it waits", () -> server.engine().probeWaitingNanos() > 50_000_000);
      }
      client.read();
      Await.until("all are reached", () -> server.engine().probeWaitingNanos() == 0);
      assertThat(watcher.probes()).isNotEmpty();
    }
  }

  @EachEngine
  void tellsHowLongLentConnectionsWait(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      client.get("/ping").read();
      client.get("/wait").read();
      client.get("/wait").read();
      boolean lends = server.engine() instanceof EpollEngine;
      assertThat(watcher.borrowings()).hasSize(lends ? 2 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void knowsHowManyWaitForAWorker(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      WorkerLoad load = epoll(server).workers().orElseThrow();
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i <= Variant.POOL_THREADS; i++) {
        clients.add(server.connect().post("/gate", 0));
      }
      int waiting = engine.waitsWithoutBound() ? 0 : 1;
      int busy = clients.size() - waiting;
      Await.until("all are lent", () -> load.busy() == busy && load.queued() == waiting);
      server.site().open();
      for (Client client : clients) {
        client.read();
        client.close();
      }
      Await.until("all are given back", () -> load.busy() == 0 && load.queued() == 0);
      assertThat(load.calls()).isEqualTo(clients.size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void knowsHowBusyItsLoopsAre(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      List<LoopLoad> loops = epoll(server).loops();
      client.get("/hold?ms=1000");
      Await.until("the handler runs", () -> server.site().held() == 1);
      long before = busyNanos(loops);
      Await.until("time is counted in the turn", () -> busyNanos(loops) - before > 20_000_000);
      assertThat(client.read().text()).isEqualTo("held");
      Await.until("the turn is over", () -> busyNanos(loops) - before > 500_000_000);
      assertThat(busyNanos(loops) - before).isLessThan(20_000_000_000L);
      assertThat(loops).anySatisfy(loop -> assertThat(loop.events()).isPositive());
      assertThat(loops).allSatisfy(loop -> assertThat(loop.wakeUps()).isPositive());
    }
  }

  private static long busyNanos(List<LoopLoad> loops) {
    return loops.stream().mapToLong(LoopLoad::busyNanos).sum();
  }
}
