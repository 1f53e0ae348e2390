package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.Latencies;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Percentile;
import io.heddle.app.study.plan.RequestKind;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures that clients see. */
final class LoadFigures {
  private static final double SECOND_NANOS = 1e9;

  /** The largest share of a latency that may be the generator's. */
  private static final double MAX_LATENESS = 0.25;

  /** In seconds: less than this is never a reason to leave a figure out. */
  private static final double LEAST_LATENESS = 250e-6;

  private LoadFigures() {}

  static Map<Figure, Double> of(LoadResult result) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    double good = good(result);
    figures.put(Figure.THROUGHPUT, result.responsesPerSecond());
    figures.put(
        Figure.GOODPUT,
        result.responses() == 0 ? 0 : result.responsesPerSecond() * good / result.responses());
    figures.put(
        Figure.ERROR_SHARE, result.requests() == 0 ? 0 : 1 - good / (double) result.requests());
    Latencies latencies = Latencies.of(result);
    for (Percentile percentile : Percentile.values()) {
      put(figures, percentile.figure(), latencies, percentile);
    }
    double longest = latencies.answered().getMaxValue();
    if (latencies.count() > 0 && latencies.unanswered() == 0) {
      figures.put(Figure.LATENCY_MAX, longest / SECOND_NANOS);
    }
    removeGenerators(figures, Histograms.read(result.lateness()));
    LoadResult.Label bystander = result.labels().get(RequestKind.BYSTANDER);
    if (bystander != null) {
      Latencies waited =
          new Latencies(Histograms.read(bystander.latency()), bystander.unanswered());
      put(figures, Figure.BYSTANDER_P99, waited, Percentile.P99);
    }
    return figures;
  }

  /**
   * Removes what may show the generator. It judges itself by the 99th percentile, and a single
   * pause of its own may decide the slowest requests.
   */
  private static void removeGenerators(Map<Figure, Double> figures, Histogram lateness) {
    if (lateness.getTotalCount() == 0) return;
    double p999 = lateness.getValueAtPercentile(Percentile.P999.percent()) / SECOND_NANOS;
    double longest = lateness.getMaxValue() / SECOND_NANOS;
    figures.computeIfPresent(Figure.LATENCY_P999, (_, v) -> isLate(p999, v) ? null : v);
    figures.computeIfPresent(Figure.LATENCY_MAX, (_, v) -> isLate(longest, v) ? null : v);
  }

  private static boolean isLate(double lateness, double latency) {
    return lateness > Math.max(LEAST_LATENESS, MAX_LATENESS * latency);
  }

  private static double good(LoadResult result) {
    return result.statuses().entrySet().stream()
        .filter(status -> status.getKey().startsWith("2"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Adds a percentile, unless too few requests took longer for it to mean something. */
  private static void put(
      Map<Figure, Double> figures, Figure figure, Latencies latencies, Percentile percentile) {
    if (percentile.isKnown(latencies.count())) {
      latencies
          .at(percentile.percent())
          .ifPresent(nanos -> figures.put(figure, nanos / SECOND_NANOS));
    }
  }
}
