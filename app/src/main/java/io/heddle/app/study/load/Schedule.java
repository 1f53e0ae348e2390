package io.heddle.app.study.load;

import java.util.SplittableRandom;

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
  static Schedule of(Job job, Window window, int loop, SplittableRandom random) {
    if (!job.isOpen()) {
      return new AtOnce();
    }
    double interval = 1e9 / job.ratePerSecond();
    return switch (job.arrivals()) {
      case CONSTANT -> {
        yield new Constant(Math.round(loop * interval), interval * job.threads(), window.end());
      }
      case POISSON -> new Poisson(interval * job.threads(), window.end(), random);
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

  /** Requests start at equal distances. */
  final class Constant implements Schedule {
    private final long first;
    private final double interval;
    private final long end;
    private long index;

    Constant(long first, double interval, long end) {
      this.first = first;
      this.interval = interval;
      this.end = end;
    }

    @Override
    public long next() {
      long next = first + (long) (index * interval);
      return next < end ? next : NEVER;
    }

    @Override
    public void advance() {
      index++;
    }
  }

  /** Requests start at exponentially distributed distances. */
  final class Poisson implements Schedule {
    private final double mean;
    private final long end;
    private final SplittableRandom random;
    private double next;

    Poisson(double mean, long end, SplittableRandom random) {
      this.mean = mean;
      this.end = end;
      this.random = random;
      advance();
    }

    @Override
    public long next() {
      return next < end ? (long) next : NEVER;
    }

    @Override
    public void advance() {
      next += mean * random.nextExponential();
    }
  }
}
