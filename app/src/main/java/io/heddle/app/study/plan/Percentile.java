package io.heddle.app.study.plan;

import io.heddle.app.study.data.Figure;
import java.time.Duration;
import java.util.List;

/** The percentiles of the latency, and how many responses each of them needs. */
public enum Percentile {
  P50(Figure.LATENCY_P50, 50),
  P90(Figure.LATENCY_P90, 90),
  P99(Figure.LATENCY_P99, 99),
  P999(Figure.LATENCY_P999, 99.9);

  /** The candidates for the main figure of a fixed rate, the best first. */
  private static final List<Percentile> OF_A_RATE = List.of(P99, P90, P50);

  /** The longest window of a low rate. */
  private static final Duration MAX_WINDOW = Duration.ofSeconds(40);

  private final Figure figure;
  private final double percent;

  /** With this many responses, ten take longer. */
  private final int minResponses;

  Percentile(Figure figure, double percent) {
    this.figure = figure;
    this.percent = percent;
    this.minResponses = (int) Math.round(1_000 / (100 - percent));
  }

  public Figure figure() {
    return figure;
  }

  /** The percentile itself, from 0 to 100. */
  public double percent() {
    return percent;
  }

  /** Whether this many responses are enough for it. */
  public boolean isKnown(long responses) {
    return responses >= minResponses;
  }

  /**
   * The highest percentile, at most p99, that a window of bounded length can show at this rate per
   * second; p50 if there is none.
   */
  static Percentile ofRate(double rate) {
    return OF_A_RATE.stream()
        .filter(percentile -> percentile.window(rate).compareTo(MAX_WINDOW) <= 0)
        .findFirst()
        .orElse(P50);
  }

  /**
   * The window that has enough responses for it at this rate per second. Requests arrive at random,
   * so this has a margin of three to four standard deviations.
   */
  Duration window(double rate) {
    double seconds = (minResponses + 4 * Math.sqrt(minResponses)) / rate;
    return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
  }
}
