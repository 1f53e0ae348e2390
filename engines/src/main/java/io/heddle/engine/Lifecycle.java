package io.heddle.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The lifecycle of an engine, from its start to its end. Thread-safe. */
public final class Lifecycle {
  private enum State {
    NEW,
    STARTED,
    STOPPING
  }

  /** Stops an engine. */
  @FunctionalInterface
  public interface Stop {
    /** Returns whether all requests finished in time. */
    boolean within(Duration grace);
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean finished = true;

  /** The lifecycle of an engine that has not been started. */
  public Lifecycle() {}

  /**
   * Marks the engine as being started.
   *
   * @throws IllegalStateException when it was started before
   */
  public void start() {
    if (!state.compareAndSet(State.NEW, State.STARTED)) {
      throw new IllegalStateException("the engine was started before: create a new one");
    }
  }

  /** Marks the start as failed. */
  public void startFailed() {
    state.set(State.STOPPING);
    ended.countDown();
  }

  /**
   * Checks that the engine has been started, and has not begun to stop.
   *
   * @throws IllegalStateException otherwise
   */
  public void requireRunning() {
    if (state.get() != State.STARTED) {
      throw new IllegalStateException("the engine is not running");
    }
  }

  /** Stops the engine if it is running; waits if another thread is stopping it. */
  public boolean stop(Duration grace, Stop stop) {
    State before = state.getAndSet(State.STOPPING);
    switch (before) {
      case NEW -> ended.countDown();
      case STARTED -> {
        try {
          finished = stop.within(grace);
        } finally {
          ended.countDown();
        }
      }
      case STOPPING -> awaitEnd();
    }
    return finished;
  }

  private void awaitEnd() {
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the engine has stopped. */
  public void join() throws InterruptedException {
    ended.await();
  }
}
