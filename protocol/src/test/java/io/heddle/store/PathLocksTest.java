package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PathLocksTest {
  private static final FilePath PATH = new FilePath(List.of("folder"), "file");

  private final PathLocks locks = new PathLocks();
  private int unguarded;

  @Test
  void oneThreadAtATimeHasThePath() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ends.add(threads.submit(this::countALot));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(unguarded).isEqualTo(80_000);
    assertThat(locks.size()).as("locks that are kept").isZero();
  }

  private Void countALot() throws InterruptedException {
    for (int i = 0; i < 20_000; i++) {
      locks.lock(PATH);
      unguarded++;
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
