package io.heddle.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pinned virtual threads are counted. No route of the server pins one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PinningMetricsTest {
  private static final long PINNED_MILLIS = 100;
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  /** A class whose initializer waits: the thread that loads it is pinned meanwhile. */
  private static final class Slow {
    static final long STARTED = start();

    private static long start() {
      try {
        Thread.sleep(PINNED_MILLIS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return System.nanoTime();
    }
  }

  @Test
  void aThreadThatWaitsInAClassInitializerIsPinned() throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PinningMetrics metrics = Objects.requireNonNull(PinningMetrics.start(registry));
    try (metrics) {
      Thread.startVirtualThread(() -> assertThat(Slow.STARTED).isNotZero()).join();
      long deadline = System.nanoTime() + MAX_WAIT.toNanos();
      while (pinnedMillis(registry) == 0 && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(pinnedMillis(registry)).isGreaterThanOrEqualTo(PINNED_MILLIS - 10);
    }
  }

  private static double pinnedMillis(SimpleMeterRegistry registry) {
    return registry.get("jvm.threads.virtual.pinned").timer().totalTime(TimeUnit.MILLISECONDS);
  }
}
