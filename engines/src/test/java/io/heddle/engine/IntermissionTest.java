package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs while other virtual threads keep all carriers busy. */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IntermissionTest {
  private static final int CARRIERS = Runtime.getRuntime().availableProcessors();
  private static final int BUSY = 8 * CARRIERS;
  private static final int TIMES = 5;

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final CountDownLatch begun = new CountDownLatch(BUSY);
  private final AtomicInteger stillInterrupted = new AtomicInteger();

  /** Otherwise, they would keep the carriers busy in the tests that follow. */
  @AfterEach
  void endBusyThreads() {
    isOver.set(true);
  }

  /** Starts threads that always have something to do. */
  private List<Thread> occupyCarriers() throws InterruptedException {
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < BUSY; i++) {
      busy.add(Thread.ofVirtual().start(this::work));
    }
    begun.await();
    return busy;
  }

  private void work() {
    for (int turn = 1; !isOver.get(); turn++) {
      compute();
      Intermission.giveWay();
      if (turn == TIMES) {
        begun.countDown();
      }
    }
    if (Thread.interrupted()) {
      stillInterrupted.incrementAndGet();
    }
  }

  private static void compute() {
    long end = System.nanoTime() + 100_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void end(List<Thread> threads) throws InterruptedException {
    isOver.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void newThreadsRun() throws Exception {
    List<Thread> busy = occupyCarriers();
    AtomicInteger count = new AtomicInteger();
    for (int i = 0; i < TIMES; i++) {
      Thread.ofVirtual().start(count::incrementAndGet).join();
    }
    assertThat(count).hasValue(TIMES);
    end(busy);
  }

  @Test
  void threadsThatSleepWakeUp() throws Exception {
    List<Thread> busy = occupyCarriers();
    AtomicInteger count = new AtomicInteger();
    Thread sleeper =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (count.get() < TIMES) {
                    sleepBriefly();
                    count.incrementAndGet();
                  }
                });
    sleeper.join();
    assertThat(count).hasValue(TIMES);
    end(busy);
  }

  private static void sleepBriefly() {
    try {
      Thread.sleep(Duration.ofMillis(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A thread that was interrupted would otherwise never rest, and nobody else would run. */
  @Test
  void interruptedThreadsRestToo() throws Exception {
    List<Thread> busy = occupyCarriers();
    busy.forEach(Thread::interrupt);
    for (int i = 0; i < TIMES; i++) {
      Thread.ofVirtual().start(IntermissionTest::compute).join();
    }
    end(busy);
    assertThat(stillInterrupted).hasValue(BUSY);
  }

  @Test
  void allGoOnAfterIt() throws Exception {
    AtomicInteger[] turns = new AtomicInteger[BUSY];
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < turns.length; i++) {
      AtomicInteger own = new AtomicInteger();
      turns[i] = own;
      busy.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!isOver.get()) {
                      compute();
                      Intermission.giveWay();
                      own.incrementAndGet();
                    }
                  }));
    }
    for (int i = 0; i < TIMES; i++) {
      Thread.ofVirtual().start(IntermissionTest::compute).join();
      for (AtomicInteger own : turns) {
        int before = own.get();
        while (own.get() == before) {
          Thread.sleep(Duration.ofMillis(1));
        }
      }
    }
    end(busy);
    assertThat(turns).allMatch(own -> own.get() >= TIMES);
  }
}
