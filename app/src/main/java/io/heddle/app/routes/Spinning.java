package io.heddle.app.routes;

/**
 * Computing for a known time: a number of steps, each of which needs the result of the one before
 * it. Steps and not time are what is counted, because a clock also runs while others have the
 * processor: on a busy machine, a handler that watches a clock does less work and looks faster.
 */
final class Spinning {
  private static final long CALIBRATION_STEPS = 400_000;
  private static final int CALIBRATIONS = 25;

  /** Where results go that nobody needs, so that the compiler cannot leave out the work. */
  private static volatile long unused;

  private Spinning() {}

  /** Measured when it is first needed. */
  private static final class Speed {
    static final double STEPS_PER_MICROSECOND = measured();

    /** The shortest of many times: the others were interrupted, or not compiled yet. */
    private static double measured() {
      long shortest = Long.MAX_VALUE;
      for (int i = 0; i < CALIBRATIONS; i++) {
        long start = System.nanoTime();
        spinUnused(CALIBRATION_STEPS);
        shortest = Math.min(shortest, Math.max(1, System.nanoTime() - start));
      }
      return CALIBRATION_STEPS * 1_000.0 / shortest;
    }
  }

  static double stepsPerMicrosecond() {
    return Speed.STEPS_PER_MICROSECOND;
  }

  /** Does the steps of a xorshift generator. */
  static long spin(long steps) {
    long x = steps;
    for (long i = 0; i < steps; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  static void spinUnused(long steps) {
    unused = spin(steps);
  }
}
