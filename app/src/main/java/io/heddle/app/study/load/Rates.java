package io.heddle.app.study.load;

/**
 * How many requests are to have started by each moment of a load. The rate is the same throughout,
 * or that of a surge has another one before and after it.
 */
final class Rates {
  private static final double SECOND_NANOS = 1e9;

  /** From when on a rate applies, how many requests start before that, and their distance then. */
  private record Span(long from, double before, double interval) {
    long timeOf(double count) {
      return from + (long) ((count - before) * interval);
    }
  }

  private final Span[] spans;
  private final long end;

  private Rates(long end, Span... spans) {
    this.end = end;
    this.spans = spans;
  }

  static Rates of(Job job) {
    Window window = Window.of(job);
    double interval = SECOND_NANOS / job.ratePerSecond();
    Job.Surge surge = job.surge();
    if (surge == null) {
      return new Rates(window.end(), new Span(0, 0, interval));
    }
    double rest = SECOND_NANOS / surge.restRatePerSecond();
    double before = window.start() / rest;
    return new Rates(
        window.end() + surge.after().toNanos(),
        new Span(0, 0, rest),
        new Span(window.start(), before, interval),
        new Span(window.end(), before + window.nanos() / interval, rest));
  }

  /** When this many requests have started, or {@link Schedule#NEVER} if the load ends before. */
  long timeOf(double count) {
    int i = spans.length - 1;
    while (spans[i].before > count) {
      i--;
    }
    long time = spans[i].timeOf(count);
    return time < end ? time : Schedule.NEVER;
  }
}
