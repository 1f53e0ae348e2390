package io.heddle.engine.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SendTurnsTest {
  private static final int LARGE = SendTurns.MIN_BYTES;
  private static final Duration LONG = Duration.ofMillis(50);

  private final SendTurns turns = new SendTurns(1);

  /** A thread that takes a turn and gives it back. */
  private Thread sender() {
    return Thread.ofVirtual()
        .start(
            () -> {
              turns.take();
              turns.give();
            });
  }

  @Test
  void smallPartsAndPlatformThreadsNeedNone() {
    assertThat(turns.isNeeded(LARGE - 1)).isFalse();
    assertThat(turns.isNeeded(LARGE)).isTrue();
    assertThat(new SendTurns(ThreadKind.PLATFORM.carriers()).isNeeded(LARGE)).isFalse();
    assertThat(new SendTurns(ThreadKind.VIRTUAL.carriers()).isNeeded(LARGE)).isTrue();
  }

  @Test
  void asManySendAsThereAreCarriers() throws Exception {
    AtomicInteger sending = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int j = 0; j < 100; j++) {
                      turns.take();
                      most.accumulateAndGet(sending.incrementAndGet(), Math::max);
                      LockSupport.parkNanos(1);
                      sending.decrementAndGet();
                      turns.give();
                    }
                  }));
    }
    for (Thread sender : senders) {
      assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void aSenderThatCannotGoOnStopsNobodyForLong() throws Exception {
    turns.take();
    Thread next = sender();
    assertThat(next.join(LONG)).as("has a turn").isFalse();
    turns.relieve(); // something may have moved just before
    turns.relieve();
    assertThat(next.join(Duration.ofSeconds(10))).as("has a turn").isTrue();
    turns.give();

    turns.relieve();
    turns.take();
    Thread last = sender();
    assertThat(last.join(LONG)).as("has a turn, though there is one again").isFalse();
    turns.give();
    assertThat(last.join(Duration.ofSeconds(10))).isTrue();
  }
}
