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

  /** Whether a latency of a cell falls among requests that took forever. */
  public static boolean isEndless(LoadResult result, Figure figure) {
    return switch (figure) {
      case LATENCY_P50 -> of(result).isEndless(50);
      case LATENCY_P90 -> of(result).isEndless(90);
      case LATENCY_P99 -> of(result).isEndless(99);
      case LATENCY_P999 -> of(result).isEndless(99.9);
      case LATENCY_MAX -> of(result).isEndless(100);
      case BYSTANDER_P99 ->
          result.labels().values().stream()
              .map(label -> new Latencies(Histograms.read(label.latency()), label.unanswered()))
              .anyMatch(latencies -> latencies.isEndless(99));
      default -> false;
    };
  }

  private boolean isEndless(double percent) {
    return percent * count() > 100 * answered.getTotalCount();
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
