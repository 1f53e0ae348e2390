package io.heddle.engine.eventloop;

import io.heddle.engine.EngineObserver;
import io.heddle.engine.Meter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Workers that take their calls from one queue. Any thread may lend to them. */
final class Team {
  private final Executor workers;
  private final TeamLoad load;
  private final EngineObserver observer;

  /**
   * A team.
   *
   * @param name what its workers do, for metrics
   */
  Team(String name, Executor workers, EngineObserver observer) {
    this.workers = workers;
    this.load = new TeamLoad(name, workers);
    this.observer = observer;
  }

  /** Gives the call to a worker; returns false if too many calls wait for one. */
  boolean lend(Loan loan) {
    load.lent();
    try {
      workers.execute(new Task(loan));
      return true;
    } catch (RejectedExecutionException e) {
      load.refused();
      return false;
    } catch (RuntimeException | Error e) {
      load.removed();
      throw e;
    }
  }

  /** Removes a cancelled loan from the queue, so that it takes up no room. */
  void remove(Loan loan) {
    if (workers instanceof ThreadPoolExecutor pool && pool.remove(new Task(loan))) {
      load.removed();
    }
  }

  /** Runs something short that is not a call, in its turn; returns false if the queue is full. */
  boolean queue(Runnable task) {
    try {
      workers.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** A loan in the queue. */
  private final class Task implements Runnable {
    private final Loan loan;

    Task(Loan loan) {
      this.loan = loan;
    }

    @Override
    public void run() {
      if (!loan.begin()) {
        load.removed();
        return;
      }
      load.begun();
      try {
        observer.borrowed(System.nanoTime() - loan.lentNanos());
        loan.run();
      } finally {
        load.ended();
      }
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

  /** A call was cancelled because it waited too long. */
  void timedOut() {
    load.timedOut();
  }

  List<Meter> meters() {
    return load.meters();
  }

  /** Lets the threads end. */
  void end() {
    if (workers instanceof ExecutorService pool) {
      pool.shutdown();
    }
  }
}
