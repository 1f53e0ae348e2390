package io.heddle.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Where an engine is between its start and its end. Any thread may use it. */
public final class Lifecycle {
  private enum State {
    NEW,
    STARTED,
    STOPPING
  }

  /** How an engine is stopped. */
  @FunctionalInterface
  public interface Stop {
    /** Whether all requests were finished in time. */
    boolean within(Duration grace);
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean finished = true;

  /** Of an engine that has not been started. */
  public Lifecycle() {}

  /**
   * Says that the engine is being started.
   *
   * @throws IllegalStateException when that was said before
   */
  public void start() {
    if (!state.compareAndSet(State.NEW, State.STARTED)) {
      throw new IllegalStateException("the engine was started before: make another one");
    }
  }

  /** Says that the engine could not be started. */
  public void startFailed() {
    state.set(State.STOPPING);
    ended.countDown();
  }

  /** Stops the engine unless it is not running; waits if another thread is at it. */
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

  /** Waits until the engine has been stopped. */
  public void join() throws InterruptedException {
    ended.await();
  }
}
