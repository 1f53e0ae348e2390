package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.Figure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the report can be trusted.
 *
 * @param medians what the intervals of medians are
 * @param againstItself what A against A shows; null if it was not measured
 * @param conditions cells in which something else took a part
 * @param generator how busy and how late the load generator was
 * @param outliers a row for each figure that has some
 */
record Reliability(
    String rounds,
    String overall,
    String medians,
    @Nullable AgainstItself againstItself,
    List<Conditions> conditions,
    List<String> generator,
    List<OutlierRow> outliers,
    List<Failures> failures,
    List<ExcludedRow> excluded,
    List<String> missing) {
  /** The values of a figure that are far from those of the other rounds. */
  record OutlierRow(String figure, int count, String place, String value, String median) {}

  /** A cell that is not used. */
  record ExcludedRow(String place, String reason) {}

  static Reliability of(Results results) {
    return new Reliability(
        RoundsText.of(results.reachOfQuestion()),
        RoundsText.overall(results.reachOfMain()),
        medians(results.study().rounds()),
        AgainstItself.of(results).orElse(null),
        Conditions.of(results),
        GeneratorText.of(results),
        outliers(results),
        Failures.of(results),
        results.excluded().stream()
            .map(e -> new ExcludedRow(e.cell().key().toString(), e.reason()))
            .toList(),
        results.missing().stream().map(CellKey::toString).toList());
  }

  private static String medians(int rounds) {
    Interval interval = Median.interval(new double[rounds]);
    return interval.isRangeOnly()
        ? "Medians are shown with the range of the rounds. With %s its confidence is %s: an exact interval of 95 %% for a median needs 6 rounds."
            .formatted(Count.of(rounds, "round"), Quantity.confidence(interval.confidence()))
        : "Medians are shown with an exact interval from order statistics. With %s its confidence is %s."
            .formatted(Count.of(rounds, "round"), Quantity.confidence(interval.confidence()));
  }

  /** What is needed to find the largest outlier of a figure. */
  private record Far(Sample sample, Observation observation) {
    /** How far it is from the median, as a part of it. */
    double distance() {
      double median = sample.median();
      double distance = Math.abs(observation.value() - median);
      return median == 0 ? Double.POSITIVE_INFINITY : distance / Math.abs(median);
    }
  }

  private static List<OutlierRow> outliers(Results results) {
    List<OutlierRow> rows = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      List<Far> all = new ArrayList<>();
      results.answers().stream()
          .filter(answer -> answer.question().figure() == figure)
          .flatMap(answer -> answer.samples().stream())
          .forEach(
              sample ->
                  sample.observations().stream()
                      .filter(Observation::isOutlier)
                      .forEach(observation -> all.add(new Far(sample, observation))));
      all.stream()
          .max((a, b) -> Double.compare(a.distance(), b.distance()))
          .ifPresent(largest -> rows.add(outlier(figure, all.size(), largest)));
    }
    return rows;
  }

  private static OutlierRow outlier(Figure figure, int count, Far largest) {
    return new OutlierRow(
        figure.title(),
        count,
        largest.observation().cell().key().toString(),
        Quantity.of(figure.unit(), largest.observation().value()),
        Quantity.of(figure.unit(), largest.sample().median()));
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  boolean hasExclusions() {
    return !excluded.isEmpty();
  }

  boolean hasMissing() {
    return !missing.isEmpty();
  }

  boolean hasOutliers() {
    return !outliers.isEmpty();
  }

  boolean hasGenerator() {
    return !generator.isEmpty();
  }

  boolean hasAgainstItself() {
    return againstItself != null;
  }
}
