package io.heddle.app.study.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The load in slices of equal length, from its beginning: what became of the requests that were to
 * start in each. A request without a usable answer counts as one that takes forever.
 */
final class Slices {
  private static final int DIGITS = 2;
  private static final long FOREVER = Tally.MAX_NANOS;

  /** One slice. */
  static final class Slice {
    private final Histogram latency = new Histogram(Tally.MAX_NANOS, DIGITS);
    private long served;
    private long arrived;

    /** How many requests were to start in it. */
    long started() {
      return latency.getTotalCount();
    }

    /** How many of these had a usable answer. */
    long served() {
      return served;
    }

    /** How many usable answers came within it. */
    long arrived() {
      return arrived;
    }

    /** How long the requests took that were to start in it; null if half of them took forever. */
    @Nullable Long medianNanos() {
      long median = latency.getTotalCount() == 0 ? FOREVER : latency.getValueAtPercentile(50);
      return latency.valuesAreEquivalent(median, FOREVER) ? null : Long.valueOf(median);
    }
  }

  private final long sliceNanos;
  private final Slice[] slices;

  private Slices(long sliceNanos, int count) {
    this.sliceNanos = sliceNanos;
    this.slices = new Slice[count];
    for (int i = 0; i < count; i++) {
      slices[i] = new Slice();
    }
  }

  /** Those of a job; null if it wants none. */
  static @Nullable Slices of(Job job) {
    Job.Surge surge = job.surge();
    if (surge == null) {
      return null;
    }
    long end = Window.of(job).end() + surge.after().toNanos();
    long slice = surge.slice().toNanos();
    return new Slices(slice, (int) Math.ceilDiv(end, slice));
  }

  /** A request was answered; isUsable tells whether with what it asked for. */
  void answered(long intended, long latencyNanos, boolean isUsable, long now) {
    Slice slice = at(intended);
    slice.latency.recordValue(isUsable ? Math.clamp(latencyNanos, 0, FOREVER) : FOREVER);
    if (isUsable) {
      slice.served++;
      at(now).arrived++;
    }
  }

  /** A request will not be answered. */
  void failed(long intended) {
    at(intended).latency.recordValue(FOREVER);
  }

  /** What arrives after the last slice belongs to it. */
  private Slice at(long nanos) {
    return slices[Math.clamp(nanos / sliceNanos, 0, slices.length - 1)];
  }

  /** Adds what another loop has counted for the same job. */
  void add(Slices other) {
    for (int i = 0; i < slices.length; i++) {
      slices[i].latency.add(other.slices[i].latency);
      slices[i].served += other.slices[i].served;
      slices[i].arrived += other.slices[i].arrived;
    }
  }

  Slice[] all() {
    return slices.clone();
  }
}
