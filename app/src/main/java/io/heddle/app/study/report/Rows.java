package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Crossing;
import io.heddle.app.study.analysis.Curve;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Knee;
import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Question;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.analysis.Shift;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results as rows of plain values, for files that programs read. Units are base units. */
final class Rows {
  private Rows() {}

  /** The value of a figure in one valid cell. */
  record Round(
      String workload,
      String point,
      double x,
      String figure,
      String variant,
      int round,
      double value,
      boolean outlier) {}

  /** The median of a figure, with its interval. */
  record Middle(
      String workload,
      String point,
      double x,
      String figure,
      String variant,
      int rounds,
      double median,
      double low,
      double high,
      double confidence) {}

  /**
   * The ratio of first to second, where all values are positive, first minus second, and the test.
   *
   * @param noise how far a ratio must be above 1, or its inverse, to be outside of what A against A
   *     shows; null if that was not measured
   */
  record Pair(
      String workload,
      String point,
      double x,
      String figure,
      String first,
      String second,
      @Nullable Double ratio,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double confidence,
      double difference,
      double differenceLow,
      double differenceHigh,
      double p,
      double pCorrected,
      @Nullable Double pCorrectedOverMain,
      @Nullable Double noise,
      String finding,
      String reason) {}

  /**
   * A crossing of two variants, or the knee of one. Ends beyond the curve are infinite. A knee has
   * no confidence: it is between the points of all rounds.
   */
  record Turn(
      String kind,
      String workload,
      String settings,
      String figure,
      String before,
      String after,
      double x,
      double low,
      double high,
      @Nullable Double confidence) {}

  static List<Round> rounds(Results results) {
    List<Round> rows = new ArrayList<>();
    for (Sample sample : samples(results)) {
      Question q = sample.question();
      for (Observation observation : sample.observations()) {
        rows.add(
            new Round(
                q.workload().name(),
                q.point().name(),
                q.point().x(),
                q.figure().key(),
                sample.variant().name(),
                observation.round(),
                observation.value(),
                observation.isOutlier()));
      }
    }
    return rows;
  }

  static List<Middle> medians(Results results) {
    List<Middle> rows = new ArrayList<>();
    for (Sample sample : samples(results)) {
      Question q = sample.question();
      Interval interval = sample.interval();
      rows.add(
          new Middle(
              q.workload().name(),
              q.point().name(),
              q.point().x(),
              q.figure().key(),
              sample.variant().name(),
              sample.observations().size(),
              sample.median(),
              interval.low(),
              interval.high(),
              interval.confidence()));
    }
    return rows;
  }

  private static List<Sample> samples(Results results) {
    return results.answers().stream().flatMap(answer -> answer.samples().stream()).toList();
  }

  /** Each pair in both directions, so that whatever a verdict says has a row. */
  static List<Pair> pairs(List<Comparison> comparisons) {
    List<Pair> rows = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      rows.add(pair(comparison));
      rows.add(pair(comparison.inverse()));
    }
    return rows;
  }

  static Pair pair(Comparison comparison) {
    return pair(
        comparison, comparison.first().variant().name(), comparison.second().variant().name());
  }

  static Pair pair(Comparison comparison, String first, String second) {
    Question q = comparison.question();
    Effect effect = comparison.effect().orElse(null);
    Shift difference = comparison.difference();
    return new Pair(
        q.workload().name(),
        q.point().name(),
        q.point().x(),
        q.figure().key(),
        first,
        second,
        effect == null ? null : effect.ratio(),
        effect == null ? null : effect.interval().low(),
        effect == null ? null : effect.interval().high(),
        effect == null ? null : effect.interval().confidence(),
        difference.value(),
        difference.interval().low(),
        difference.interval().high(),
        comparison.p(),
        comparison.corrected(),
        comparison.correctedOverMain().isPresent()
            ? comparison.correctedOverMain().getAsDouble()
            : null,
        comparison.noise().map(band -> band.factor() - 1).orElse(null),
        comparison.finding().words(),
        comparison.finding().name());
  }

  /**
   * A cell, and how to repeat it.
   *
   * @param generatorBusy the share of time in which the generator's busiest thread worked
   * @param generatorLateness the 99th percentile, in seconds; null in closed loops
   * @param starvedClients how many clients waited for a response during the whole measurement
   */
  record Repeat(
      String workload,
      String point,
      String variant,
      int round,
      boolean used,
      @Nullable String whyExcluded,
      @Nullable Double generatorBusy,
      @Nullable Double generatorLateness,
      @Nullable Integer starvedClients,
      String command) {}

  /** A value that is far from those of the other rounds. */
  record Outlier(
      String workload,
      String point,
      String figure,
      String variant,
      int round,
      double value,
      double median) {}

  static List<Repeat> repeats(Results results) {
    List<Repeat> rows = new ArrayList<>();
    for (Cell c : results.cells()) {
      String reason = results.whyExcluded(c).orElse(null);
      LoadResult result = c.result();
      rows.add(
          new Repeat(
              c.workload(),
              c.point(),
              c.variant(),
              c.round(),
              reason == null,
              reason,
              result == null ? null : result.busyShare(),
              result == null ? null : GeneratorText.lateness(result),
              result == null ? null : result.starvedClients(),
              c.command()));
    }
    return rows;
  }

  static List<Outlier> outliers(Results results) {
    List<Outlier> rows = new ArrayList<>();
    for (Sample sample : samples(results)) {
      Question q = sample.question();
      for (Observation observation : sample.observations()) {
        if (observation.isOutlier()) {
          rows.add(
              new Outlier(
                  q.workload().name(),
                  q.point().name(),
                  q.figure().key(),
                  sample.variant().name(),
                  observation.round(),
                  observation.value(),
                  sample.median()));
        }
      }
    }
    return rows;
  }

  static List<Turn> turns(Results results) {
    List<Turn> rows = new ArrayList<>();
    results
        .study()
        .workloads()
        .forEach(
            workload -> {
              for (Curve curve : results.curves(workload, workload.mainFigure())) {
                results.crossings(curve).forEach(crossing -> rows.add(turn(crossing)));
              }
              for (Curve curve : results.curves(workload, Figure.THROUGHPUT)) {
                results.knees(curve).forEach(knee -> rows.add(turn(knee)));
              }
            });
    return rows;
  }

  private static Turn turn(Crossing crossing) {
    Interval interval = crossing.interval();
    return new Turn(
        "crossing",
        crossing.curve().workload().name(),
        crossing.curve().rest(),
        crossing.curve().figure().key(),
        crossing.before().name(),
        crossing.after().name(),
        crossing.x(),
        interval.low(),
        interval.high(),
        interval.confidence());
  }

  private static Turn turn(Knee knee) {
    String variant = knee.variant().name();
    return new Turn(
        "knee",
        knee.curve().workload().name(),
        knee.curve().rest(),
        knee.curve().figure().key(),
        variant,
        variant,
        knee.x(),
        knee.above(),
        knee.by(),
        null);
  }
}
