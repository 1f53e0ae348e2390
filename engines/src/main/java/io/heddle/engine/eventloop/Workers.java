package io.heddle.engine.eventloop;

import io.heddle.engine.Intermission;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads for calls that may block. */
public sealed interface Workers {
  /** How many threads read the disk when workers are a pool; most files come from memory. */
  int READERS = 2;

  /** A virtual thread for each call. */
  record Virtual() implements Workers {
    @Override
    public String toString() {
      return "virtual";
    }
  }

  /**
   * A pool of platform threads with a queue, the classic design.
   *
   * @param threads at least 1
   * @param maxQueued calls that may wait for a thread, at least 1; more calls get a 503
   */
  record Pool(int threads, int maxQueued) implements Workers {
    private static final int STANDARD_MAX_QUEUED = 16_384;

    public Pool {
      if (threads < 1) {
        throw new IllegalArgumentException("workers is " + threads + ", but must be at least 1");
      }
      if (maxQueued < 1) {
        throw new IllegalArgumentException(
            "max queued is " + maxQueued + ", but must be at least 1");
      }
    }

    /** A pool with room in the queue for as many calls as a server has connections by default. */
    public Pool(int threads) {
      this(threads, STANDARD_MAX_QUEUED);
    }

    @Override
    public String toString() {
      return Integer.toString(threads);
    }
  }

  /** Starts the workers for calls that may wait for anything. A pool is an ExecutorService. */
  default Executor start() {
    return switch (this) {
      case Virtual all -> Workers::startVirtual;
      case Pool pool -> pool(pool.threads(), pool.maxQueued(), "worker-");
    };
  }

  /** Starts the workers for calls that only read the disk. */
  default Executor startReaders() {
    return switch (this) {
      case Virtual all -> Workers::startVirtual;
      case Pool pool -> pool(READERS, pool.maxQueued(), "reader-");
    };
  }

  private static void startVirtual(Runnable task) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Intermission.begin();
              } finally {
                task.run();
              }
            });
  }

  private static Executor pool(int threads, int maxQueued, String name) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(maxQueued),
        Thread.ofPlatform().name(name, 0).daemon().factory());
  }
}
