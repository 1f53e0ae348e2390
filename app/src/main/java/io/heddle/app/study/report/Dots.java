package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.report.plot.Dot;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of samples as dots. */
final class Dots {
  private Dots() {}

  static List<Dot> of(
      Sample sample, ToDoubleFunction<Observation> x, ToDoubleFunction<Observation> y) {
    return sample.observations().stream()
        .map(
            o ->
                new Dot(
                    x.applyAsDouble(o),
                    y.applyAsDouble(o),
                    o.round(),
                    o.isOutlier(),
                    title(sample, o)))
        .toList();
  }

  private static String title(Sample sample, Observation observation) {
    return "%s, round %d: %s%s"
        .formatted(
            sample.variant().name(),
            observation.round(),
            Quantity.of(sample.question().figure().unit(), observation.value()),
            observation.isOutlier() ? " (outlier)" : "");
  }

  /** The values of samples, for a scale. */
  static DoubleSummaryStatistics values(List<Sample> samples) {
    return samples.stream().flatMapToDouble(s -> Arrays.stream(s.values())).summaryStatistics();
  }
}
