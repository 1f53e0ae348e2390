package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Stopping a worker while it may already be writing its results. */
final class StopTest {
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
    CountDownLatch stopping = new CountDownLatch(1);
    stop.onAsked(
        () -> {
          stopping.countDown();
          sleep();
        });
    Thread.ofVirtual().start(stop::ask);
    stopping.await();
    assertThat(stop.answer()).isTrue();
    sleep();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Ctrl-C ends a server before this process has noticed it. */
  @Test
  void aFailureThatComesJustBeforeTheWishToStopIsPartOfIt() {
    Stop stop = new Stop();
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

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
