package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes of an engine that is kept busy for a known time: the measured wait rises by that time. */
class ProbeTest {
  private static final Duration HELD = Duration.ofMillis(500);

  /** Not on {@link Variant#THREADS}, where the kernel shares the processors among all threads. */
  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THREADS")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void waitWhileLoopsAndCarriersCompute(Variant engine) throws IOException {
    Burner burner = new Burner();
    measure(engine, burner, Handler.immediate(burner::burn), saturating(engine), Watcher::probes);
  }

  /**
   * Measures with the probes from this source.
   *
   * @param saturating how many handlers must compute until no other can run
   */
  static void measure(
      Variant engine,
      Burner burner,
      Handler handler,
      int saturating,
      Function<Watcher, List<Long>> probes)
      throws IOException {
    Watcher watcher = new Watcher();
    try (Server server = engine.server().observer(watcher).route("/burn", handler).start()) {
      List<Client> clients = burner.connect(server);
      try {
        server.engine().probe();
        Await.until("it is reached at rest", () -> !probes.apply(watcher).isEmpty());
        Await.until("all are reached", () -> server.engine().probeWaitingNanos() == 0);
        int before = probes.apply(watcher).size();
        long began = System.nanoTime();
        burner.begin(clients, "/burn", saturating);
        server.engine().probe();
        long sent = System.nanoTime();
        Await.pause(HELD);
        long held = System.nanoTime() - sent;
        burner.release();
        Await.until(
            "a probe reports its wait",
            () -> longest(probes.apply(watcher), before) >= held - 20_000_000);
        long ended = System.nanoTime() - began;
        long longest = longest(probes.apply(watcher), before);
        assertThat(longest)
            .as("the longest wait of a probe, in nanoseconds")
            .isBetween(held - 20_000_000, ended);
      } finally {
        burner.release();
        for (Client client : clients) {
          client.close();
        }
      }
    }
  }

  private static long longest(List<Long> probes, int from) {
    return probes.subList(from, probes.size()).stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static int saturating(Variant engine) {
    return switch (engine) {
      case EPOLL_POOL -> 2;
      case EPOLL_VIRTUAL, VTHREADS, THREADS -> Runtime.getRuntime().availableProcessors();
    };
  }
}
