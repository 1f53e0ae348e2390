package io.heddle.app.study.data;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * How long requests took. Those without a response took forever.
 *
 * @param answered the latencies of the others, in nanoseconds
 */
public record Latencies(Histogram answered, long unanswered) {
  /** Those of a cell. */
  public static Latencies of(LoadResult result) {
    return new Latencies(Histograms.read(result.latency()), result.allErrors());
  }

  /** How many requests there were. */
  public long count() {
    return answered.getTotalCount() + unanswered;
  }

  /** The percentile in nanoseconds; empty if it falls among requests that took forever. */
  public OptionalDouble at(double percent) {
    if (answered.getTotalCount() == 0) return OptionalDouble.empty();
    double ofAnswered = unanswered == 0 ? percent : percent * count() / answered.getTotalCount();
    return ofAnswered > 100
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) answered.getValueAtPercentile(ofAnswered));
  }
}
