package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Percentile;
import io.heddle.app.study.plan.RequestKind;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

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
    Histogram latency = Histograms.read(result.latency());
    for (Percentile percentile : Percentile.values()) {
      put(figures, percentile.figure(), latency, result.allErrors(), percentile);
    }
    if (latency.getTotalCount() > 0 && result.allErrors() == 0) {
      figures.put(Figure.LATENCY_MAX, latency.getMaxValue() / SECOND_NANOS);
    }
    LoadResult.Label bystander = result.labels().get(RequestKind.BYSTANDER);
    if (bystander != null) {
      Histogram waited = Histograms.read(bystander.latency());
      put(figures, Figure.BYSTANDER_P99, waited, bystander.unanswered(), Percentile.P99);
    }
    return figures;
  }

  private static double good(LoadResult result) {
    return result.statuses().entrySet().stream()
        .filter(status -> status.getKey().startsWith("2"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /**
   * Adds a percentile, unless too few requests took longer for it to mean something. Requests
   * without a response take forever, so a percentile that falls among them is no figure.
   */
  private static void put(
      Map<Figure, Double> figures,
      Figure figure,
      Histogram latency,
      long unanswered,
      Percentile percentile) {
    long answered = latency.getTotalCount();
    double ofAnswered =
        unanswered == 0
            ? percentile.percent()
            : percentile.percent() * (answered + unanswered) / answered;
    if (percentile.isKnown(answered + unanswered) && ofAnswered <= 100) {
      figures.put(figure, latency.getValueAtPercentile(ofAnswered) / SECOND_NANOS);
    }
  }
}
