package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PathLocksTest {
  private static final FilePath PATH = new FilePath(List.of("folder"), "file");

  private final PathLocks locks = new PathLocks();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void oneThreadAtATimeHasThePath() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ends.add(threads.submit(this::lockAgainAndAgain));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(most).as("threads that had it at the same time").hasValue(1);
    assertThat(locks.size()).as("locks that are kept").isZero();
  }

  private Void lockAgainAndAgain() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      locks.lock(PATH);
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      LockSupport.parkNanos(1);
      inside.decrementAndGet();
      locks.unlock(PATH);
    }
    return null;
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    locks.lock(PATH);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> locks.lock(PATH)).isInstanceOf(InterruptedException.class);
    assertThat(locks.size()).isEqualTo(1);
    locks.unlock(PATH);
    assertThat(locks.size()).isZero();
  }
}
