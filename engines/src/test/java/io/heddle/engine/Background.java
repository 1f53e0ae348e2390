package io.heddle.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An action that a test runs on another thread. */
final class Background implements AutoCloseable {
  /** An action that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private final FutureTask<Boolean> task;
  private final Thread thread;

  private Background(Action action) {
    task =
        new FutureTask<>(
            () -> {
              action.run();
              return true;
            });
    thread = Thread.ofPlatform().daemon().name("background").start(task);
  }

  static Background run(Action action) {
    return new Background(action);
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Waits for the action to end; fails if it failed. */
  void join() throws InterruptedException, ExecutionException, TimeoutException {
    task.get(30, TimeUnit.SECONDS);
  }

  /** Abandons the action: what it waits for is closed next. */
  @Override
  public void close() {
    thread.setName("background, over");
  }
}
