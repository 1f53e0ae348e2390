package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Latencies;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.CurvePlot;
import io.heddle.app.study.report.plot.Dot;
import io.heddle.app.study.report.plot.Scale;
import io.heddle.app.study.report.plot.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Latency by percentile at a point. The lines are of the histograms of all rounds together, the
 * dots of each round.
 */
final class LatencyPlots {
  /**
   * Percentiles are placed by 1 / (1 - share), which makes each further nine as wide as the last.
   */
  private static final List<Double> NINES = List.of(2.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0);

  /** A percentile is shown only if this many requests were slower. */
  private static final int FEWEST_BEYOND = 10;

  private static final int STEPS_PER_NINE = 8;
  private static final double NANOS = 1e9;

  private final Results results;

  LatencyPlots(Results results) {
    this.results = results;
  }

  /** Absent if no cell has a histogram. */
  Optional<PlotCard> of(Workload workload, Point point) {
    List<Series> series = new ArrayList<>();
    List<Variant> variants = results.study().variants();
    boolean isClosedLoop = false;
    for (int i = 0; i < variants.size(); i++) {
      List<Cell> cells = cells(workload, point, variants.get(i));
      if (!cells.isEmpty()) {
        series.add(series(i, variants.get(i), cells));
        isClosedLoop |= cells.stream().anyMatch(Cell::isClosedLoop);
      }
    }
    series.removeIf(one -> one.line().isEmpty());
    if (series.isEmpty()) return Optional.empty();
    String caption = "Latency by percentile, " + Labels.point(point);
    CurvePlot plot =
        new CurvePlot(
            "latency-" + Labels.anchor(workload.name() + "-" + point.name()),
            workload.title() + ": " + caption,
            description(series),
            x(series),
            y(series),
            series,
            List.of());
    return Optional.of(
        new PlotCard(
            caption,
            "Lines: all rounds together. Dots: each round at the labelled percentiles."
                + (isClosedLoop ? " " + Labels.CLOSED_LOOP : ""),
            plot.toString()));
  }

  private List<Cell> cells(Workload workload, Point point, Variant variant) {
    return results.used().stream()
        .filter(cell -> cell.result() != null)
        .filter(cell -> cell.workload().equals(workload.name()))
        .filter(cell -> cell.point().equals(point.name()))
        .filter(cell -> cell.variant().equals(variant.name()))
        .toList();
  }

  private static Latencies latencies(Cell cell) {
    LoadResult result = cell.result();
    if (result == null) throw new IllegalArgumentException(cell.key() + " has no result");
    return Latencies.of(result);
  }

  private static Series series(int style, Variant variant, List<Cell> cells) {
    Histogram answered = new Histogram(3);
    long unanswered = 0;
    List<Dot> dots = new ArrayList<>();
    for (Cell cell : cells) {
      Latencies one = latencies(cell);
      answered.add(one.answered());
      unanswered += one.unanswered();
      for (double nine : NINES) {
        OptionalDouble value = at(one, nine);
        if (value.isPresent()) {
          double seconds = value.getAsDouble();
          String title =
              "%s, round %d, %s: %s"
                  .formatted(
                      variant.name(),
                      cell.round(),
                      label(nine),
                      Quantity.of(Unit.SECONDS, seconds));
          dots.add(new Dot(nine, seconds, cell.round(), false, title));
        }
      }
    }
    Latencies all = new Latencies(answered, unanswered);
    List<Series.Place> line = new ArrayList<>();
    for (int step = 0; step <= 5 * STEPS_PER_NINE; step++) {
      double nine = Math.pow(10, (double) step / STEPS_PER_NINE);
      at(all, nine).ifPresent(seconds -> line.add(Series.Place.at(nine, seconds)));
    }
    return new Series(style, variant.name(), line, dots);
  }

  /** A percentile in seconds; empty if too few requests took longer, or if it is endless. */
  private static OptionalDouble at(Latencies latencies, double nine) {
    OptionalDouble nanos = latencies.at(100 * (1 - 1 / nine));
    return nanos.isEmpty() || latencies.count() / nine < FEWEST_BEYOND
        ? OptionalDouble.empty()
        : OptionalDouble.of(nanos.getAsDouble() / NANOS);
  }

  private static String label(double nine) {
    return "p" + Quantity.plain(Math.round((1 - 1 / nine) * 1e8) / 1e6);
  }

  private static Axis x(List<Series> series) {
    double last =
        series.stream()
            .flatMap(s -> s.line().stream())
            .mapToDouble(Series.Place::x)
            .max()
            .orElse(1);
    return new Axis(
        "percentile",
        new Scale.Log(1, Math.max(10, last * 1.15)),
        NINES.stream().filter(nine -> nine <= last).toList(),
        LatencyPlots::label);
  }

  private static Axis y(List<Series> series) {
    DoubleSummaryStatistics values =
        series.stream()
            .flatMap(one -> one.line().stream())
            .mapToDouble(Series.Place::y)
            .filter(y -> y > 0)
            .summaryStatistics();
    series.forEach(s -> s.dots().forEach(dot -> values.accept(Math.max(dot.y(), values.getMin()))));
    return Axis.of("Latency", Scale.logAround(values), value -> Quantity.tick(Unit.SECONDS, value));
  }

  private static String description(List<Series> series) {
    return series.stream()
        .map(
            one ->
                one.label()
                    + " "
                    + Quantity.of(Unit.SECONDS, one.line().getFirst().y())
                    + " at its fastest, "
                    + Quantity.of(Unit.SECONDS, one.line().getLast().y())
                    + " at "
                    + label(one.line().getLast().x()))
        .collect(Collectors.joining(". "));
  }
}
