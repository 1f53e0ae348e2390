package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.Latencies;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Percentile;
import io.heddle.app.study.plan.RequestKind;
import java.util.EnumMap;
import java.util.Map;

/** The figures that clients see. */
final class LoadFigures {
  private static final double SECOND_NANOS = 1e9;

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
    if (latencies.count() > 0 && latencies.unanswered() == 0) {
      figures.put(Figure.LATENCY_MAX, latencies.answered().getMaxValue() / SECOND_NANOS);
    }
    LoadResult.Label bystander = result.labels().get(RequestKind.BYSTANDER);
    if (bystander != null) {
      Latencies waited =
          new Latencies(Histograms.read(bystander.latency()), bystander.unanswered());
      put(figures, Figure.BYSTANDER_P99, waited, Percentile.P99);
    }
    return figures;
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
