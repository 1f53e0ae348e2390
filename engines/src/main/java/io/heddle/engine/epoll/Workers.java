package io.heddle.engine.epoll;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where handlers run that may wait. */
public sealed interface Workers {
  /** A virtual thread for each call. */
  record Virtual() implements Workers {
    @Override
    public String toString() {
      return "virtual";
    }
  }

  /**
   * A pool of platform threads, with a queue before it: the classic design.
   *
   * @param threads at least 1
   */
  record Pool(int threads) implements Workers {
    public Pool {
      if (threads < 1) {
        throw new IllegalArgumentException("workers is " + threads + ", but must be at least 1");
      }
    }

    @Override
    public String toString() {
      return Integer.toString(threads);
    }
  }

  /** Starts the workers. A pool is an ExecutorService, whose threads end when it is shut down. */
  default Executor start() {
    return switch (this) {
      case Virtual all -> task -> Thread.ofVirtual().start(task);
      case Pool pool ->
          new ThreadPoolExecutor(
              pool.threads(),
              pool.threads(),
              0,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().name("worker-", 0).daemon().factory());
    };
  }
}
