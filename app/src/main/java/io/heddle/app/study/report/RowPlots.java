package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.NoiseBand;
import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.Dot;
import io.heddle.app.study.report.plot.RowPlot;
import io.heddle.app.study.report.plot.Scale;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Values of all variants in rows, and their ratios to the first variant. */
final class RowPlots {
  private static final double WIDE = 25;

  private final List<Variant> variants;

  RowPlots(Results results) {
    this.variants = results.study().variants();
  }

  /** A figure at some points of a workload. */
  PlotCard values(Workload workload, Figure figure, List<Answer> answers) {
    List<Sample> samples = answers.stream().flatMap(answer -> answer.samples().stream()).toList();
    List<RowPlot.Group> groups = new ArrayList<>();
    for (Answer answer : answers) {
      String heading = answers.size() > 1 ? Labels.point(answer.question().point()) : "";
      groups.add(
          new RowPlot.Group(
              heading,
              answer.samples().stream().map(this::valueRow).toList(),
              OptionalDouble.empty()));
    }
    RowPlot plot =
        new RowPlot(
            id("values", workload, figure),
            workload.title() + ": " + figure.title(),
            describe(answers),
            Axis.of(
                figure.title(),
                Scale.fitting(Dots.values(samples), WIDE),
                value -> Quantity.tick(figure.unit(), value)),
            groups,
            OptionalDouble.empty());
    return new PlotCard(figure.title(), note(answers), plot.toString());
  }

  private RowPlot.Row valueRow(Sample sample) {
    return new RowPlot.Row(
        variants.indexOf(sample.variant()),
        sample.variant().name(),
        sample.median(),
        sample.interval().low(),
        sample.interval().high(),
        Dots.of(sample, Observation::value, _ -> 0),
        Quantity.of(sample.question().figure().unit(), sample.median()),
        false);
  }

  /** The ratios to the first variant that has samples; absent if there are none. */
  Optional<PlotCard> ratios(String place, Workload workload, List<Answer> answers) {
    List<RowPlot.Group> groups = new ArrayList<>();
    for (Answer answer : answers) {
      List<RowPlot.Row> rows = new ArrayList<>();
      for (Comparison comparison : against(first(answers), answer)) {
        ratioRow(comparison).ifPresent(rows::add);
      }
      if (!rows.isEmpty()) {
        groups.add(
            new RowPlot.Group(
                Labels.point(answer.question().point()), rows, doubt(answer.comparisons())));
      }
    }
    if (groups.isEmpty()) return Optional.empty();
    Figure figure = workload.mainFigure();
    String caption = figure.title() + ", relative to " + first(answers).name();
    RowPlot plot =
        new RowPlot(
            id(place, workload, figure),
            workload.title() + ": " + caption,
            describe(answers),
            Axis.of(better(figure), ratioScale(groups), Quantity::ratioTick),
            groups,
            OptionalDouble.of(1));
    return Optional.of(new PlotCard(caption, note(answers), plot.toString()));
  }

  /** The band of A against A; all comparisons are of one question. */
  static OptionalDouble doubt(List<Comparison> comparisons) {
    return comparisons.stream()
        .flatMap(comparison -> comparison.noise().stream())
        .mapToDouble(NoiseBand::factor)
        .findFirst();
  }

  /**
   * What to know about latencies of a closed loop, or how busy the generator was with throughputs;
   * empty for other figures.
   */
  static String note(List<Answer> answers) {
    if (answers.stream().anyMatch(Answer::isClosedLoopLatency)) return Labels.CLOSED_LOOP;
    DoubleSummaryStatistics busy = new DoubleSummaryStatistics();
    answers.stream()
        .filter(answer -> answer.question().figure().isRate())
        .flatMap(answer -> answer.samples().stream())
        .forEach(sample -> sample.generatorBusy().ifPresent(busy));
    return busy.getCount() == 0
        ? ""
        : "The generator was " + Labels.percents(busy.getMin(), busy.getMax()) + " busy.";
  }

  static String better(Figure figure) {
    return switch (figure.better()) {
      case HIGHER -> "ratio, higher is better";
      case LOWER -> "ratio, lower is better";
    };
  }

  private static Variant first(List<Answer> answers) {
    return answers.getFirst().samples().getFirst().variant();
  }

  private List<Comparison> against(Variant first, Answer answer) {
    return variants.stream()
        .filter(variant -> !variant.equals(first))
        .flatMap(variant -> answer.comparison(variant, first).stream())
        .toList();
  }

  private Optional<RowPlot.Row> ratioRow(Comparison comparison) {
    return ratioRow(
        comparison,
        variants.indexOf(comparison.first().variant()),
        comparison.first().variant().name());
  }

  /** A comparison as a row: the dots are the ratios within each round. */
  static Optional<RowPlot.Row> ratioRow(Comparison comparison, int style, String label) {
    if (comparison.effect().isEmpty()) return Optional.empty();
    Effect effect = comparison.effect().get();
    return Optional.of(
        new RowPlot.Row(
            style,
            label,
            effect.ratio(),
            effect.interval().low(),
            effect.interval().high(),
            roundRatios(comparison),
            Quantity.ratio(effect.ratio()),
            !comparison.isShown()));
  }

  private static List<Dot> roundRatios(Comparison comparison) {
    List<Dot> dots = new ArrayList<>();
    for (Observation one : comparison.first().observations()) {
      for (Observation other : comparison.second().observations()) {
        if (one.round() == other.round()) {
          double ratio = one.value() / other.value();
          String title = "round %d: %s".formatted(one.round(), Quantity.ratio(ratio));
          dots.add(new Dot(ratio, 0, one.round(), one.isOutlier() || other.isOutlier(), title));
        }
      }
    }
    return dots;
  }

  /** A logarithmic scale with 1 in it, and not so narrow that noise looks large. */
  static Scale ratioScale(List<RowPlot.Group> groups) {
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    all.accept(0.9);
    all.accept(1.1);
    for (RowPlot.Group group : groups) {
      for (RowPlot.Row row : group.rows()) {
        all.accept(row.low());
        all.accept(row.high());
        row.dots().forEach(dot -> all.accept(dot.x()));
      }
    }
    return Scale.logAround(all);
  }

  private static String id(String place, Workload workload, Figure figure) {
    return place + "-" + Labels.anchor(workload.name() + "-" + figure.key());
  }

  private static String describe(List<Answer> answers) {
    return answers.stream()
        .map(a -> Labels.point(a.question().point()) + ": " + medians(a))
        .collect(Collectors.joining(". "));
  }

  /** The medians as words. */
  static String medians(Answer answer) {
    return answer.samples().stream()
        .map(
            sample ->
                sample.variant().name()
                    + " "
                    + Quantity.of(answer.question().figure().unit(), sample.median()))
        .collect(Collectors.joining(", "));
  }
}
