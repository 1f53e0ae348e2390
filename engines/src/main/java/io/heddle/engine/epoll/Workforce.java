package io.heddle.engine.epoll;

import io.heddle.engine.EngineObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The workers of an engine, at work. Any thread may lend to them. */
final class Workforce {
  private final Executor executor;
  private final EngineObserver observer;
  private final WorkerLoad load;

  Workforce(Workers workers, EngineObserver observer) {
    this.executor = workers.start();
    this.observer = observer;
    this.load = new WorkerLoad(workers);
  }

  /** Has a worker do this. */
  void lend(Loan loan) {
    long lentNanos = System.nanoTime();
    load.lent();
    try {
      executor.execute(() -> work(loan, lentNanos));
    } catch (RuntimeException | Error e) {
      load.refused();
      throw e;
    }
  }

  private void work(Loan loan, long lentNanos) {
    load.begun();
    observer.borrowed(System.nanoTime() - lentNanos);
    try {
      loan.run();
    } finally {
      load.ended();
    }
  }

  WorkerLoad load() {
    return load;
  }

  /** Lets the threads of a pool end. */
  void end() {
    if (executor instanceof ExecutorService pool) {
      pool.shutdown();
    }
  }
}
