package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.CurvePlot;
import io.heddle.app.study.report.plot.Dot;
import io.heddle.app.study.report.plot.Mark;
import io.heddle.app.study.report.plot.Scale;
import io.heddle.app.study.report.plot.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What came before the rounds: warm-ups, and sweeps that chose an option. */
final class PreparationPlots {
  private final Study study;

  PreparationPlots(Study study) {
    this.study = study;
  }

  /** The CPU time per request in each window of the warm-ups; absent if none has two windows. */
  Optional<PlotCard> warmUps() {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < study.variants().size(); i++) {
      Variant variant = study.variants().get(i);
      List<WarmUp> warmUps =
          study.warmUps().stream().filter(w -> w.variant().equals(variant.name())).toList();
      int windows = warmUps.stream().mapToInt(w -> w.cpuPerRequest().size()).min().orElse(0);
      if (windows > 1) {
        series.add(series(i, variant, warmUps, windows));
      }
    }
    if (series.isEmpty()) return Optional.empty();
    DoubleSummaryStatistics x =
        series.stream().flatMap(s -> s.line().stream()).mapToDouble(p -> p.x()).summaryStatistics();
    DoubleSummaryStatistics y =
        series.stream().flatMap(s -> s.dots().stream()).mapToDouble(Dot::y).summaryStatistics();
    String caption = "CPU time per request while the servers warm up";
    CurvePlot plot =
        new CurvePlot(
            "warm-up",
            caption,
            "Each line falls while code is compiled, and should be level at its end.",
            Axis.of(
                "window of the warm-up", new Scale.Linear(1, x.getMax() * 1.02), Quantity::plain),
            Axis.of("CPU time per request", Scale.fromZero(y), v -> Quantity.of(Unit.SECONDS, v)),
            series,
            List.of());
    return Optional.of(new PlotCard(caption, "Lines: medians of the rounds.", plot.toString()));
  }

  private static Series series(int style, Variant variant, List<WarmUp> warmUps, int windows) {
    List<Series.Place> line = new ArrayList<>();
    List<Dot> dots = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      int index = window;
      double[] values = warmUps.stream().mapToDouble(w -> w.cpuPerRequest().get(index)).toArray();
      line.add(Series.Place.at(window + 1, Median.of(values)));
      for (int i = 0; i < values.length; i++) {
        String title =
            "%s, round %d: %s"
                .formatted(
                    variant.name(), warmUps.get(i).round(), Quantity.of(Unit.SECONDS, values[i]));
        dots.add(new Dot(window + 1, values[i], warmUps.get(i).round(), false, title));
      }
    }
    return new Series(style, variant.name(), line, dots);
  }

  List<PlotCard> sweeps() {
    return study.sweeps().stream().filter(s -> s.candidates().size() > 1).map(this::sweep).toList();
  }

  private PlotCard sweep(Sweep sweep) {
    int style = study.variant(sweep.variant()).map(study.variants()::indexOf).orElse(0);
    List<Series.Place> line =
        sweep.candidates().stream().map(c -> Series.Place.at(c.value(), c.throughput())).toList();
    List<Dot> dots =
        sweep.candidates().stream()
            .map(c -> new Dot(c.value(), c.throughput(), 0, false, throughput(c.throughput())))
            .toList();
    double[] x = line.stream().mapToDouble(Series.Place::x).toArray();
    String caption = "Sweep of " + sweep.variant() + " for " + sweep.workload();
    CurvePlot plot =
        new CurvePlot(
            "sweep-" + Labels.anchor(sweep.variant() + "-" + sweep.workload()),
            caption,
            "The chosen value is " + Quantity.plain(sweep.chosen()) + ".",
            new Axis(
                "value of the option",
                Scale.fitting(Arrays.stream(x).summaryStatistics(), 4),
                DoubleStream.of(x).boxed().toList(),
                Quantity::plain),
            Axis.of(
                "Throughput",
                Scale.fromZero(line.stream().mapToDouble(Series.Place::y).summaryStatistics()),
                PreparationPlots::throughput),
            List.of(new Series(style, sweep.variant(), line, dots)),
            List.of(
                new Mark.Position(
                    sweep.chosen(),
                    sweep.chosen(),
                    sweep.chosen(),
                    "chosen: " + Quantity.plain(sweep.chosen()))));
    return new PlotCard(caption, "One measurement for each value.", plot.toString());
  }

  private static String throughput(double value) {
    return Quantity.of(Unit.PER_SECOND, value);
  }
}
