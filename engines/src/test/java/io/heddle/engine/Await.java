package io.heddle.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for events on other threads. */
final class Await {
  private static final Duration MOST = Duration.ofSeconds(20);

  private Await() {}

  /** Waits until the condition holds; fails with its name after a generous timeout. */
  static void until(String condition, BooleanSupplier holds) {
    long deadline = System.nanoTime() + MOST.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + MOST.toSeconds() + " s: " + condition);
      }
      pause(Duration.ofMillis(2));
    }
  }

  /** Waits until the condition holds, or until the time is over. */
  static void atMost(Duration time, BooleanSupplier holds) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
      pause(Duration.ofMillis(2));
    }
  }

  /** Waits, to give the server time to do what it must not do. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }
}
