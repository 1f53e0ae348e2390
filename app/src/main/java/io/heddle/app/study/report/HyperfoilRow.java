package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.analysis.Question;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of Hyperfoil next to the study's own.
 *
 * @param runs how many runs of Hyperfoil have the figure
 * @param hyperfoil their median
 * @param low the lowest of them
 * @param high the highest of them
 * @param study the study's own median, or null if it has none
 * @param versions of Hyperfoil
 */
record HyperfoilRow(
    Workload workload,
    Point point,
    Variant variant,
    Figure figure,
    int runs,
    double hyperfoil,
    double low,
    double high,
    @Nullable Double study,
    boolean isClosedLoopLatency,
    String versions) {

  /** A row as a reader sees it. */
  record View(
      String point,
      String variant,
      String figure,
      String study,
      String hyperfoil,
      String range,
      String ratio) {}

  /** A row of the CSV file, in base units. */
  record Line(
      String workload,
      String point,
      double x,
      String figure,
      String variant,
      int runs,
      double hyperfoil,
      double low,
      double high,
      @Nullable Double study,
      String versions) {}

  /** The rows of a workload; none if no run of it was imported. */
  static List<HyperfoilRow> of(Results results, Workload workload) {
    List<HyperfoilRow> rows = new ArrayList<>();
    for (Point point : workload.points()) {
      for (Variant variant : results.study().variants()) {
        List<HyperfoilRun> runs =
            results.hyperfoilRuns().stream()
                .filter(run -> run.workload().equals(workload.name()))
                .filter(run -> run.point().equals(point.name()))
                .filter(run -> run.variant().equals(variant.name()))
                .toList();
        for (Figure figure : Figure.values()) {
          of(results, new Question(workload, point, figure), variant, runs).ifPresent(rows::add);
        }
      }
    }
    return rows;
  }

  private static Optional<HyperfoilRow> of(
      Results results, Question question, Variant variant, List<HyperfoilRun> all) {
    Figure figure = question.figure();
    List<HyperfoilRun> runs =
        all.stream().filter(run -> run.figures().containsKey(figure)).toList();
    if (runs.isEmpty()) return Optional.empty();
    double[] values =
        runs.stream().mapToDouble(run -> run.figures().getOrDefault(figure, 0.0)).toArray();
    Arrays.sort(values);
    Double own =
        results
            .answer(question)
            .flatMap(answer -> answer.sample(variant))
            .map(Sample::median)
            .orElse(null);
    return Optional.of(
        new HyperfoilRow(
            question.workload(),
            question.point(),
            variant,
            figure,
            values.length,
            Median.of(values),
            values[0],
            values[values.length - 1],
            own,
            results.answer(question).filter(Answer::isClosedLoopLatency).isPresent(),
            String.join(" ", runs.stream().map(HyperfoilRun::version).distinct().toList())));
  }

  View view() {
    return new View(
        Labels.point(point),
        variant.name(),
        Labels.title(figure, isClosedLoopLatency),
        study == null ? "not measured" : text(study),
        text(hyperfoil),
        runs == 1 ? "1 run" : "%d runs, %s to %s".formatted(runs, text(low), text(high)),
        study == null || study <= 0 || hyperfoil <= 0 ? "" : Quantity.ratio(hyperfoil / study));
  }

  private String text(double value) {
    return Quantity.of(figure.unit(), value);
  }

  Line line() {
    return new Line(
        workload.name(),
        point.name(),
        point.x(),
        figure.key(),
        variant.name(),
        runs,
        hyperfoil,
        low,
        high,
        study,
        versions);
  }
}
