package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.CurvePlot;
import io.heddle.app.study.report.plot.Dot;
import io.heddle.app.study.report.plot.Scale;
import io.heddle.app.study.report.plot.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/** What the compilers did while the servers warmed up. */
final class PreparationPlots {
  private PreparationPlots() {}

  /** The share of the compilers in each cycle; absent if no warm-up has two cycles. */
  static Optional<PlotCard> warmUps(Study study) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < study.variants().size(); i++) {
      Variant variant = study.variants().get(i);
      List<WarmUp> warmUps =
          study.warmUps().stream()
              .filter(w -> w.variant().equals(variant.name()) && w.point() == null)
              .toList();
      int cycles = warmUps.stream().mapToInt(w -> w.cycles().size()).max().orElse(0);
      if (cycles > 1) {
        series.add(series(i, variant, warmUps, cycles));
      }
    }
    if (series.isEmpty()) return Optional.empty();
    DoubleSummaryStatistics x =
        series.stream().flatMap(s -> s.line().stream()).mapToDouble(p -> p.x()).summaryStatistics();
    DoubleSummaryStatistics y =
        series.stream().flatMap(s -> s.dots().stream()).mapToDouble(Dot::y).summaryStatistics();
    String caption = "Share of the JIT compilers in the CPU time, by cycle of the warm-up";
    CurvePlot plot =
        new CurvePlot(
            "warm-up",
            caption,
            "Each line falls while code is compiled, and should be low and level at its end.",
            Axis.of(
                "cycle of the warm-up", new Scale.Linear(1, x.getMax() * 1.02), Quantity::plain),
            Axis.of("share of CPU time", Scale.fromZero(y), v -> Quantity.tick(Unit.SHARE, v)),
            series,
            List.of());
    return Optional.of(
        new PlotCard(
            caption,
            "Lines: medians of the rounds that have so many cycles. Dots: each round.",
            plot.toString()));
  }

  private static Series series(int style, Variant variant, List<WarmUp> warmUps, int cycles) {
    List<Series.Place> line = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    for (int cycle = 1; cycle <= cycles; cycle++) {
      List<Double> values = new ArrayList<>();
      for (WarmUp warmUp : warmUps) {
        if (warmUp.cycles().size() >= cycle) {
          double share = warmUp.cycles().get(cycle - 1).compilerShare();
          values.add(share);
          String title =
              "%s, round %d: %s"
                  .formatted(variant.name(), warmUp.round(), Quantity.of(Unit.SHARE, share));
          dots.add(new Dot(cycle, share, warmUp.round(), false, title));
        }
      }
      line.add(Series.Place.at(cycle, Median.of(values.stream().mapToDouble(v -> v).toArray())));
    }
    return new Series(style, variant.name(), line, dots);
  }
}
