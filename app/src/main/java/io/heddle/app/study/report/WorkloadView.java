package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Finding;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.analysis.Shift;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The section of a workload.
 *
 * @param plots those of the main figure first
 * @param medians all figures
 * @param comparisons of the main figure, of CPU time and of the time to recover
 * @param hyperfoil what Hyperfoil has measured, if its results were imported
 */
record WorkloadView(
    Verdict verdict,
    List<PlotCard> plots,
    List<MedianRow> medians,
    List<PairRow> comparisons,
    List<HyperfoilRow.View> hyperfoil) {
  /** Figures that have plots of their own, besides the main one. */
  private static final List<Figure> PLOTTED =
      List.of(
          Figure.THROUGHPUT,
          Figure.LATENCY_P99,
          Figure.CPU_PER_REQUEST,
          Figure.RSS,
          Figure.BYSTANDER_P99,
          Figure.RECOVERY_SECONDS);

  /** More points than this are too many for rows. */
  private static final int MOST_IN_ROWS = 3;

  /** A figure at a point, with a value for each variant. */
  record MedianRow(String point, String figure, List<MedianCell> values) {}

  /**
   * A median with its interval; empty if there is none.
   *
   * @param generator how busy the generator was, or empty
   */
  record MedianCell(String median, String interval, String generator, boolean isChosen) {}

  /** Two variants compared. */
  record PairRow(
      String point,
      String figure,
      String first,
      String second,
      String ratio,
      String interval,
      String difference,
      String differenceInterval,
      String p,
      String corrected,
      String finding) {}

  static WorkloadView of(Results results, Workload workload) {
    return new WorkloadView(
        Verdict.of(results, workload),
        plots(results, workload),
        medians(results, workload),
        compared(workload).stream()
            .flatMap(figure -> results.answers(workload, figure).stream())
            .flatMap(answer -> answer.comparisons().stream())
            .map(WorkloadView::pair)
            .toList(),
        HyperfoilRow.of(results, workload).stream().map(HyperfoilRow::view).toList());
  }

  boolean hasHyperfoil() {
    return !hyperfoil.isEmpty();
  }

  /** The figures whose comparisons are listed. */
  static List<Figure> compared(Workload workload) {
    return Stream.of(workload.mainFigure(), Figure.CPU_PER_REQUEST, Figure.RECOVERY_SECONDS)
        .distinct()
        .toList();
  }

  private static List<PlotCard> plots(Results results, Workload workload) {
    List<PlotCard> plots = new ArrayList<>();
    List<Answer> main = results.mainAnswers(workload);
    if (main.isEmpty()) return plots;
    addFigure(plots, results, workload, workload.mainFigure());
    new RowPlots(results).ratios("ratios", workload, few(main)).ifPresent(plots::add);
    plots.addAll(new SurgePlots(results).of(workload));
    new LatencyPlots(results).of(workload, workload.points().getLast()).ifPresent(plots::add);
    for (Figure figure : PLOTTED) {
      if (figure != workload.mainFigure() && results.figures(workload).contains(figure)) {
        addFigure(plots, results, workload, figure);
      }
    }
    return plots;
  }

  private static void addFigure(
      List<PlotCard> plots, Results results, Workload workload, Figure figure) {
    List<PlotCard> curves = new CurvePlots(results).of(workload, figure);
    if (curves.isEmpty()) {
      plots.add(
          new RowPlots(results).values(workload, figure, few(results.answers(workload, figure))));
    } else {
      plots.addAll(curves);
    }
  }

  /** The first, the middle and the last of many. */
  static List<Answer> few(List<Answer> answers) {
    if (answers.size() <= MOST_IN_ROWS) return answers;
    return List.of(answers.getFirst(), answers.get(answers.size() / 2), answers.getLast());
  }

  private static List<MedianRow> medians(Results results, Workload workload) {
    List<MedianRow> rows = new ArrayList<>();
    for (Answer answer : results.answers()) {
      if (!answer.question().workload().equals(workload)) continue;
      Ranking ranking = answer.ranking();
      boolean isClaim = answer.question().isJudged() && !ranking.beaten().isEmpty();
      List<Variant> chosen = isClaim ? ranking.chosen() : List.of();
      List<MedianCell> cells = new ArrayList<>();
      for (Variant variant : results.study().variants()) {
        cells.add(
            answer
                .sample(variant)
                .map(sample -> cell(sample, chosen))
                .orElse(new MedianCell("", "", "", false)));
      }
      rows.add(
          new MedianRow(
              Labels.point(answer.question().point()),
              Labels.title(answer.question().figure(), answer.isClosedLoopLatency()),
              cells));
    }
    return rows;
  }

  private static MedianCell cell(Sample sample, List<Variant> chosen) {
    return new MedianCell(
        value(sample, sample.median()),
        value(sample, sample.interval().low()) + " to " + value(sample, sample.interval().high()),
        generator(sample),
        chosen.contains(sample.variant()));
  }

  /** How busy the generator was, next to a throughput; else empty. */
  static String generator(Sample sample) {
    OptionalDouble busy = sample.generatorBusy();
    return sample.question().figure().isRate() && busy.isPresent()
        ? "generator %.0f %% busy".formatted(100 * busy.getAsDouble())
        : "";
  }

  private static String value(Sample sample, double value) {
    return Quantity.of(sample.question().figure().unit(), value);
  }

  static PairRow pair(Comparison comparison) {
    Shift difference = comparison.difference();
    Unit unit = comparison.question().figure().unit();
    return new PairRow(
        Labels.point(comparison.question().point()),
        Labels.title(comparison.question().figure(), comparison.isClosedLoopLatency()),
        comparison.first().variant().name(),
        comparison.second().variant().name(),
        comparison.effect().map(e -> Quantity.ratio(e.ratio())).orElse(""),
        comparison.effect().map(e -> Quantity.interval(e.ratio(), e.interval())).orElse(""),
        Quantity.difference(unit, difference.value()),
        Quantity.difference(unit, difference.interval().low())
            + " to "
            + Quantity.difference(unit, difference.interval().high()),
        Quantity.p(comparison.p()),
        Quantity.p(comparison.corrected()),
        finding(comparison));
  }

  static String finding(Comparison comparison) {
    Finding finding = comparison.finding();
    String reason = finding.reason().isEmpty() ? "" : " (" + finding.reason() + ")";
    return finding.words() + reason + Claim.mark(comparison);
  }
}
