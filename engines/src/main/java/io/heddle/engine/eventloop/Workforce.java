package io.heddle.engine.eventloop;

import io.heddle.engine.EngineObserver;
import io.heddle.http.Blocking;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * The running workers of an engine. Calls that only read the disk have their own workers, so that a
 * file never waits behind handlers that wait for something else. Any thread may lend to them.
 */
final class Workforce {
  /** With this many probes waiting, more would show nothing new. */
  private static final int MAX_PROBES = 64;

  private final Executor waiting;
  private final Executor reading;
  private final EngineObserver observer;
  private final WorkerLoad load;

  /** The send times of probes that no worker has reached, oldest first. */
  private final Queue<Long> probes = new ConcurrentLinkedQueue<>();

  Workforce(Workers workers, EngineObserver observer) {
    this.waiting = workers.start();
    this.reading = workers.startReaders();
    this.observer = observer;
    this.load = new WorkerLoad(workers);
  }

  /** Gives the call to a worker; returns false if too many calls wait for one. */
  boolean lend(Loan loan, Blocking blocking) {
    Task task = new Task(loan, blocking == Blocking.BRIEFLY ? reading : waiting);
    load.lent();
    try {
      task.workers.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      load.refused();
      return false;
    } catch (RuntimeException | Error e) {
      load.refused();
      throw e;
    }
  }

  /** Takes a loan out of the queue that was cancelled, so that it takes nobody's place. */
  void remove(Loan loan) {
    for (Executor workers : List.of(waiting, reading)) {
      if (workers instanceof ThreadPoolExecutor pool && pool.remove(new Task(loan, workers))) {
        load.refused();
      }
    }
  }

  /** A loan in a queue. */
  private final class Task implements Runnable {
    private final Loan loan;
    private final Executor workers;

    Task(Loan loan, Executor workers) {
      this.loan = loan;
      this.workers = workers;
    }

    @Override
    public void run() {
      work(loan);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Task task && task.loan.equals(loan);
    }

    @Override
    public int hashCode() {
      return loan.hashCode();
    }
  }

  private void work(Loan loan) {
    load.begun();
    try {
      if (loan.begin()) {
        observer.borrowed(System.nanoTime() - loan.lentNanos());
        loan.run();
      }
    } finally {
      load.ended();
    }
  }

  /** Queues a probe like a call, and reports to the observer how late a worker reaches it. */
  void probe() {
    if (probes.size() == MAX_PROBES) {
      return;
    }
    long sent = System.nanoTime();
    probes.add(sent);
    try {
      waiting.execute(
          () -> {
            probes.remove(sent);
            observer.borrowed(System.nanoTime() - sent);
          });
    } catch (RejectedExecutionException e) {
      probes.remove(sent);
    }
  }

  WorkerLoad load() {
    return load;
  }

  private static void end(Executor workers) {
    if (workers instanceof ExecutorService pool) {
      pool.shutdown();
    }
  }

  /** Lets the threads end. */
  void end() {
    end(waiting);
    end(reading);
  }
}
