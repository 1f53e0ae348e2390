package io.heddle.app.study.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Finding;
import io.heddle.app.study.analysis.Repetition;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.RowPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A against A: the variant that is measured twice in each round, compared with itself.
 *
 * @param summary how many comparisons show a difference that cannot be there
 * @param doubt what this puts in doubt
 * @param plot the ratio of the main figure at each point
 * @param rows all figures
 */
record AgainstItself(String summary, String doubt, @JsonIgnore PlotCard plot, List<Row> rows) {
  /** By the test, one comparison in twenty may show a difference by chance. */
  private static final double EXPECTED = Comparison.LEVEL;

  /**
   * A figure.
   *
   * @param different how many comparisons show a difference
   * @param median how far A usually is from A, as a ratio
   * @param largest how far at most, and where
   * @param doubt how many comparisons of variants are not shown because of this
   */
  record Row(String figure, String different, String median, String largest, String doubt) {}

  /** Absent if no variant was measured twice. */
  static Optional<AgainstItself> of(Results results) {
    return results
        .repetition()
        .map(
            again ->
                new AgainstItself(
                    summary(again),
                    doubt(results, again),
                    plot(results, again),
                    rows(results, again)));
  }

  /** One sentence about all comparisons; absent if no variant was measured twice. */
  static Optional<String> summary(Results results) {
    return results.repetition().map(AgainstItself::summary);
  }

  private static String summary(Repetition again) {
    int telling = again.telling().size();
    if (telling == 0) {
      return "A against A: %s measured twice in each round, but there are too few rounds for a test to show a difference."
          .formatted(subject(again));
    }
    return "A against A: %s measured twice in each round. By the same test as all others, %d of %s show a difference (%s; at most 5 %% are expected by chance)."
        .formatted(
            subject(again),
            again.different().size(),
            Count.of(telling, "comparison"),
            percent(again.shareDifferent()));
  }

  private static String subject(Repetition again) {
    return again.variant().title() + " " + Labels.verb(again.variant(), "was", "were");
  }

  /** More differences than chance explains, as a warning. */
  static Optional<String> warning(Results results) {
    return results
        .repetition()
        .filter(again -> again.shareDifferent() > EXPECTED)
        .map(again -> summary(again) + " Chance alone gives one in twenty on average.");
  }

  private static String doubt(Results results, Repetition again) {
    long hidden = withinNoise(results.comparisons());
    String band =
        "A ratio of two variants counts only if it is further from 1 than two A-against-A ratios of the same figure: the one at this point, and the median over all points. For this reason, %s that %s the test %s \"no difference shown\"."
            .formatted(
                Count.of(hidden, "difference"),
                hidden == 1 ? "passes" : "pass",
                hidden == 1 ? "counts as" : "count as");
    if (again.shareDifferent() <= EXPECTED) return band;
    return band
        + " A against A differs more often than one time in twenty, so two processes of one variant may not be the same. A difference that is smaller than the largest A-against-A ratio of its figure below may come from the processes, not from the variants.";
  }

  private static long withinNoise(List<Comparison> comparisons) {
    return comparisons.stream().filter(c -> c.finding() == Finding.WITHIN_NOISE).count();
  }

  private static List<Row> rows(Results results, Repetition again) {
    List<Row> rows = new ArrayList<>();
    for (Figure figure : again.figures()) {
      List<Comparison> all = again.of(figure);
      long different = all.stream().filter(Comparison::isShown).count();
      OptionalDouble median = again.median(figure);
      List<Comparison> variants =
          results.comparisons().stream().filter(c -> c.question().figure() == figure).toList();
      rows.add(
          new Row(
              Labels.title(figure, all.stream().anyMatch(Comparison::isClosedLoopLatency)),
              different + " of " + all.size(),
              median.isPresent() ? Quantity.ratio(median.getAsDouble()) : "no ratio",
              again.largest(figure).map(AgainstItself::largest).orElse("no ratio"),
              "%d of %d".formatted(withinNoise(variants), variants.size())));
    }
    return rows;
  }

  private static String largest(Comparison comparison) {
    double ratio = comparison.effect().orElseThrow().ratio();
    return "%s (%s: %s)"
        .formatted(
            Quantity.ratio(Math.max(ratio, 1 / ratio)),
            comparison.question().workload().title(),
            Labels.point(comparison.question().point()));
  }

  /** Here nobody looks for differences, so rows without one are as clear as others. */
  private static RowPlot.Row inFull(RowPlot.Row row) {
    return new RowPlot.Row(
        row.style(),
        row.label(),
        row.median(),
        row.low(),
        row.high(),
        row.dots(),
        row.isFaint() ? row.digits() : row.digits() + " differs",
        false);
  }

  private static PlotCard plot(Results results, Repetition again) {
    int style = results.study().variants().indexOf(again.variant());
    List<RowPlot.Group> groups = new ArrayList<>();
    for (Workload workload : results.study().workloads()) {
      List<RowPlot.Row> rows =
          again.main().stream()
              .filter(c -> c.question().workload().equals(workload))
              .flatMap(
                  c -> RowPlots.ratioRow(c, style, Labels.point(c.question().point())).stream())
              .map(AgainstItself::inFull)
              .toList();
      if (!rows.isEmpty()) {
        String heading = workload.title() + ": " + Labels.inSentence(workload.mainFigure());
        groups.add(new RowPlot.Group(heading, rows, OptionalDouble.empty()));
      }
    }
    String caption = again.variant().name() + " divided by itself, main figure of each point";
    RowPlot plot =
        new RowPlot(
            "against-itself",
            caption,
            summary(again),
            Axis.of("ratio", RowPlots.ratioScale(groups), Quantity::ratioTick),
            groups,
            OptionalDouble.of(1));
    return new PlotCard(
        caption,
        "On a perfect machine, all of them are 1. The line is the interval of the ratio.",
        plot.toString());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  boolean hasPlot() {
    return plot.svg().contains("data-series");
  }
}
