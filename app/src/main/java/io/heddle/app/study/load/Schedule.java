package io.heddle.app.study.load;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * When the requests of one loop are to start. A start that cannot be made on time stays due, so
 * that the requests that wait for a slow server are counted with all of their delay.
 */
sealed interface Schedule {
  /** What {@link #next} returns when no more requests start. */
  long NEVER = Long.MAX_VALUE;

  /** When the next request is to start: at any time after this. */
  long next();

  /** Goes on to the start after the next. */
  void advance();

  /** A share of the job's schedule for one of its loops. */
  static Schedule of(Job job, int loop, SplittableRandom random) {
    if (!job.isOpen()) {
      return new AtOnce();
    }
    int loops = job.threads();
    return switch (job.arrivals()) {
      case CONSTANT -> new Timed(Rates.of(job), loop, () -> loops);
      case POISSON -> {
        DoubleSupplier step = () -> loops * random.nextExponential();
        yield new Timed(Rates.of(job), step.getAsDouble(), step);
      }
    };
  }

  /** Each request starts as soon as a connection is free. */
  final class AtOnce implements Schedule {
    @Override
    public long next() {
      return Long.MIN_VALUE;
    }

    @Override
    public void advance() {}
  }

  /**
   * Requests start at times. These are counted in requests of all loops, so that the rate may
   * change: with equal steps, requests have equal distances; with exponentially distributed steps,
   * they are a Poisson process.
   */
  final class Timed implements Schedule {
    private final Rates rates;
    private final DoubleSupplier step;
    private double count;
    private long next;

    Timed(Rates rates, double first, DoubleSupplier step) {
      this.rates = rates;
      this.step = step;
      this.count = first;
      this.next = rates.timeOf(first);
    }

    @Override
    public long next() {
      return next;
    }

    @Override
    public void advance() {
      count += step.getAsDouble();
      next = rates.timeOf(count);
    }
  }
}
