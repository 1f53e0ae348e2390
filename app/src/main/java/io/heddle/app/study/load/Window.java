package io.heddle.app.study.load;

/**
 * The time that is measured, on the job's {@link Clock}. The load begins at 0. It is the same
 * before the window, but nothing counts.
 *
 * @param start when the measurement starts
 * @param end when it ends, exclusive; no request starts after it
 */
record Window(long start, long end) {
  private static final long SECOND_NANOS = 1_000_000_000;

  static Window of(Job job) {
    long start = job.warmup().toNanos();
    return new Window(start, start + job.measure().toNanos());
  }

  boolean contains(long nanos) {
    return nanos >= start && nanos < end;
  }

  /** In how many seconds it can be divided; the last one may be shorter. */
  int seconds() {
    return second(end - 1) + 1;
  }

  /** The index of the second that this time within the window is in. */
  int second(long nanos) {
    return (int) ((nanos - start) / SECOND_NANOS);
  }

  long nanos() {
    return end - start;
  }

  /** How much of the time between two others is within it. */
  long overlap(long from, long to) {
    return Math.max(0, Math.min(to, end) - Math.max(from, start));
  }
}
