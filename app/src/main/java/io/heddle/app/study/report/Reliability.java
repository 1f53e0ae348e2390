package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Finding;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.analysis.NoiseBand;
import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the report can be trusted.
 *
 * @param medians what the intervals of medians are
 * @param noise a row for each figure of which A against A was measured
 */
record Reliability(
    String rounds,
    String overall,
    String medians,
    List<NoiseRow> noise,
    List<OutlierRow> outliers,
    List<Failures> failures,
    List<ExcludedRow> excluded,
    List<String> missing) {
  /** What A against A puts in doubt. */
  record NoiseRow(String figure, String before, String after, String band, String doubt) {}

  /** A value that is far from those of the other rounds. */
  record OutlierRow(String place, String figure, String value, String median) {}

  /** A cell that is not used. */
  record ExcludedRow(String place, String reason, String command) {}

  static Reliability of(Results results) {
    return new Reliability(
        RoundsText.of(results.reachOfQuestion()),
        RoundsText.overall(results.reachOfReport()),
        medians(results.study().rounds()),
        noise(results),
        outliers(results),
        Failures.of(results),
        results.excluded().stream()
            .map(e -> new ExcludedRow(e.cell().key().toString(), e.reason(), e.cell().command()))
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

  private static List<NoiseRow> noise(Results results) {
    List<Noise> runs = results.study().noise();
    List<NoiseRow> rows = new ArrayList<>();
    for (Figure figure : runs.stream().map(Noise::figure).distinct().sorted().toList()) {
      double band = NoiseBand.of(runs, figure);
      List<Comparison> all =
          results.comparisons().stream().filter(c -> c.question().figure() == figure).toList();
      long within = all.stream().filter(c -> isWithin(c, band)).count();
      long decided = all.stream().filter(c -> c.finding() == Finding.WITHIN_NOISE).count();
      rows.add(
          new NoiseRow(
              figure.title(),
              ratios(runs, figure, "before"),
              ratios(runs, figure, "after"),
              Quantity.digits(band * 100) + " %",
              "%d of %d; %d would be shown otherwise".formatted(within, all.size(), decided)));
    }
    return rows;
  }

  private static boolean isWithin(Comparison comparison, double band) {
    return comparison
        .effect()
        .filter(effect -> Math.abs(Math.log(effect.ratio())) <= Math.log1p(band))
        .isPresent();
  }

  private static String ratios(List<Noise> runs, Figure figure, String when) {
    List<String> ratios =
        runs.stream()
            .filter(run -> run.figure() == figure && run.when().equals(when))
            .flatMap(run -> run.ratios().stream())
            .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
            .toList();
    return String.join(", ", ratios);
  }

  private static List<OutlierRow> outliers(Results results) {
    List<OutlierRow> rows = new ArrayList<>();
    results.answers().stream()
        .flatMap(answer -> answer.samples().stream())
        .forEach(
            sample ->
                sample.observations().stream()
                    .filter(Observation::isOutlier)
                    .forEach(observation -> rows.add(outlier(sample, observation))));
    return rows;
  }

  private static OutlierRow outlier(Sample sample, Observation observation) {
    Figure figure = sample.question().figure();
    return new OutlierRow(
        observation.cell().key().toString(),
        figure.title(),
        Quantity.of(figure.unit(), observation.value()),
        Quantity.of(figure.unit(), sample.median()));
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

  boolean hasNoise() {
    return !noise.isEmpty();
  }
}
