package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.connection.Phase;
import io.heddle.engine.eventloop.EventLoopEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine reports to its observer. */
class ObservationTest {
  private static final long MOMENT_NANOS = Duration.ofMillis(100).toNanos();

  private final Watcher watcher = new Watcher();

  private Server start(Variant engine) throws IOException {
    return engine.server().observer(watcher).start();
  }

  @EachEngine
  void reportsTheAdmissionOfEachConnection(Variant engine) throws IOException {
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
      server.awaitConnections(Phase.IDLE, 1);
      server.awaitConnections(Phase.HEAD, 1);
      server.awaitConnections(Phase.OPENED, 0);
      server.awaitConnections(Phase.HANDLING, 1);
      server.site().open();
      busy.read();
      server.awaitConnections(Phase.IDLE, 2);
      idle.shutdownOutput();
      server.awaitConnections(Phase.IDLE, 1);
    }
  }

  @EachEngine
  void reachesItsProbes(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      server.engine().probe();
      server.engine().probe();
      int places = places(server);
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
      int places = places(server);
      Await.until("the first are reached", () -> watcher.probes().size() == places);
      client.get("/hold");
      Await.until("the handler runs", () -> server.site().held() == 1);
      server.engine().probe();
      BooleanSupplier allReached = () -> watcher.probes().size() == 2 * places;
      if (server.engine() instanceof EventLoopEngine) {
        Await.until("one waits", () -> server.engine().probeWaitingNanos() > MOMENT_NANOS);
        server.site().open();
        Await.until("the second are reached", allReached);
        long longest = watcher.probes().stream().mapToLong(Long::longValue).max().orElse(0);
        assertThat(longest).isGreaterThan(MOMENT_NANOS);
      } else {
        Await.until("the second are reached while the handler runs", allReached);
        server.site().open();
      }
      assertThat(client.read().text()).isEqualTo("held");
    }
  }

  @EachEngine
  void reportsAProbeThatItDoesNotReach(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      client.get("/hold");
      Await.until("the handler runs", () -> server.site().held() == 1);
      server.engine().probe();
      if (server.engine() instanceof EventLoopEngine) {
        Await.until("it waits", () -> server.engine().probeWaitingNanos() > MOMENT_NANOS);
      } else {
        Await.until("it does not wait", () -> !watcher.probes().isEmpty());
      }
      server.site().open();
      client.read();
      Await.until("all are reached", () -> server.engine().probeWaitingNanos() == 0);
      Await.until("this is reported", () -> !watcher.probes().isEmpty());
    }
  }

  @EachEngine
  void reportsHowLongLentConnectionsWait(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      client.get("/ping").read();
      client.get("/wait").read();
      client.get("/wait").read();
      boolean lends = server.engine() instanceof EventLoopEngine;
      assertThat(watcher.borrowings()).hasSize(lends ? 2 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void reportsHowManyWaitForAWorker(Variant engine) throws IOException {
    try (Server server = start(engine)) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i <= Variant.POOL_THREADS; i++) {
        clients.add(server.connect().post("/gate", 0));
      }
      int waiting = engine.waitsWithoutBound() ? 0 : 1;
      int busy = clients.size() - waiting;
      Await.until(
          "all are lent",
          () ->
              server.meter("heddle.workers.busy") == busy
                  && server.meter("heddle.workers.queued") == waiting);
      server.site().open();
      for (Client client : clients) {
        client.read();
        client.close();
      }
      Await.until(
          "all are given back",
          () ->
              server.meter("heddle.workers.busy") == 0
                  && server.meter("heddle.workers.queued") == 0);
      assertThat(server.meter("heddle.worker.calls")).isEqualTo(clients.size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void reportsHowBusyItsLoopsAre(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect()) {
      double before = busyNanos(server);
      client.get("/hold");
      Await.until("the handler runs", () -> server.site().held() == 1);
      Await.until("time is counted in the turn", () -> busyNanos(server) - before > 500_000_000);
      server.site().open();
      assertThat(client.read().text()).isEqualTo("held");
      Await.until("the turn is over", () -> busyNanos(server) - before > 500_000_000);
      assertThat(busyNanos(server) - before).isLessThan(20_000_000_000L);
      Await.until("its events are counted", () -> server.meter("heddle.selector.events") > 0);
      assertThat(server.engine().meters())
          .filteredOn(meter -> meter.name().equals("heddle.selector.wakeups"))
          .allSatisfy(meter -> assertThat(meter.value().getAsDouble()).isPositive());
    }
  }

  private static double busyNanos(Server server) {
    return server.meter("heddle.loop.busy") * 1e9;
  }

  /** The number of places that a probe is sent to: each loop, or a single one. */
  private static int places(Server server) {
    List<Meter> meters = server.engine().meters();
    return Math.max(
        1, (int) meters.stream().filter(m -> m.name().equals("heddle.loop.busy")).count());
  }
}
