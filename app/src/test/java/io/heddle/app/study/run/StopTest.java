package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stopping a worker while it may already be writing its results. */
final class StopTest {
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  @Test
  void interruptsTheWorkerAndSaysThatItWasAsked() {
    Stop stop = new Stop();
    stop.ask();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(stop.answer()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void doesNotInterruptAWorkerThatHasAnswered() {
    Stop stop = new Stop();
    assertThat(stop.answer()).isFalse();
    stop.ask();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(stop.isAsked()).isTrue();
  }

  /** The end of the processes wakes the worker before the interrupt comes. */
  @Test
  void anAnswerWaitsForAStopThatIsOnItsWay() throws InterruptedException {
    Stop stop = new Stop();
    Thread worker = Thread.currentThread();
    CountDownLatch stopping = new CountDownLatch(1);
    stop.onAsked(
        () -> {
          stopping.countDown();
          awaitBlocked(worker);
        });
    Thread asking = Thread.ofVirtual().start(stop::ask);
    stopping.await();
    assertThat(stop.answer()).isTrue();
    asking.join(); // an answer that does not wait is interrupted here
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Ctrl-C ends a server before this process has noticed it. */
  @Test
  void aFailureThatComesJustBeforeTheWishToStopIsPartOfIt() {
    Stop stop = new Stop(TimeUnit.MINUTES.toMillis(1));
    Thread.ofVirtual()
        .start(
            () -> {
              sleep();
              stop.ask();
            });
    assertThat(stop.isAskedSoon()).isTrue();
    assertThat(stop.answer()).isTrue();
    assertThat(new Stop().isAskedSoon()).isFalse();
  }

  /** Waits until a thread waits for a lock, as it does in an answer that is not given yet. */
  private static void awaitBlocked(Thread thread) {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    while (thread.getState() != Thread.State.BLOCKED && System.nanoTime() < end) {
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
