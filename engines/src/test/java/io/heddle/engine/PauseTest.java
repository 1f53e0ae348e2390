package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PauseTest {
  /** Where a period begins, on clocks that may be negative. */
  private static final long[] STARTS = {0, 1_000 * Pause.PERIOD_NANOS, -7 * Pause.PERIOD_NANOS};

  private final AtomicInteger stillInterrupted = new AtomicInteger();

  @Test
  void whileCarriersAreScarceAllPauseAtTheStartOfEachPeriod() {
    for (long start : STARTS) {
      assertThat(Pause.gapNanos(start, start - 1)).isEqualTo(Pause.GAP_NANOS);
      assertThat(Pause.gapNanos(start + 1, start)).isEqualTo(Pause.GAP_NANOS - 1);
      assertThat(Pause.gapNanos(start + Pause.GAP_NANOS - 1, start)).isEqualTo(1);
      assertThat(Pause.gapNanos(start + Pause.GAP_NANOS, start)).isNotPositive();
      assertThat(Pause.gapNanos(start + Pause.PERIOD_NANOS - 1, start)).isNotPositive();
      assertThat(Pause.gapNanos(start + Pause.PERIOD_NANOS, start)).isEqualTo(Pause.GAP_NANOS);
    }
  }

  @Test
  void threadsDoNotPauseTogetherOnceCarriersAreFreeAgain() {
    for (long start : STARTS) {
      long last = start - Pause.SCARCE_NANOS;
      assertThat(Pause.gapNanos(start, last + 1)).isEqualTo(Pause.GAP_NANOS);
      assertThat(Pause.gapNanos(start, last)).isZero();
    }
  }

  @Test
  void busyThreadsLetOthersRunOnTheirCarriers() throws Exception {
    AtomicInteger over = new AtomicInteger();
    int carriers = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < 2 * carriers; i++) {
      Thread.ofVirtual().start(() -> workUntil(over, carriers));
    }
    for (int i = 0; i < carriers; i++) {
      Thread.ofVirtual().start(over::incrementAndGet).join();
    }
    assertThat(over).hasValue(carriers);
  }

  /** Without pauses, the short threads that end this loop would never run. */
  private static void workUntil(AtomicInteger over, int times) {
    Pause pause = new Pause();
    while (over.get() < times) {
      pause.ifDue();
      Thread.onSpinWait();
    }
  }

  /** Otherwise it would spin in its pauses, and nobody else would run. */
  @Test
  void anInterruptedThreadPausesToo() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      busy.add(Thread.ofVirtual().start(() -> workInterrupted(over)));
    }
    Thread.ofVirtual().start(() -> over.set(true)).join();
    for (Thread thread : busy) {
      thread.join();
    }
    assertThat(stillInterrupted).hasValue(busy.size());
  }

  private void workInterrupted(AtomicBoolean over) {
    Pause pause = new Pause();
    Thread.currentThread().interrupt();
    while (!over.get()) {
      pause.ifDue();
      Thread.onSpinWait();
    }
    if (Thread.interrupted()) {
      stillInterrupted.incrementAndGet();
    }
  }
}
