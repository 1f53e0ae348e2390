package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.CurvePlot;
import io.heddle.app.study.report.plot.Mark;
import io.heddle.app.study.report.plot.Scale;
import io.heddle.app.study.report.plot.Series;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Latency before, during and after a surge, by when requests should have started. */
final class SurgePlots {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  /** Room around the lines, as factors: above them is the label of the surge. */
  private static final double ROOM_BELOW = 1.2;

  private static final double ROOM_ABOVE = 3;

  private final Results results;

  SurgePlots(Results results) {
    this.results = results;
  }

  /** The parts of a load, in seconds. */
  private record Times(double before, double surge, double slice, double timeout) {
    static Times of(Cell cell) {
      Map<String, Object> job = cell.load();
      Object surge = job.get("surge");
      Object slice = surge instanceof Map<?, ?> parts ? parts.get("sliceMillis") : null;
      return new Times(
          seconds(job.get("warmupMillis")),
          seconds(job.get("measureMillis")),
          seconds(slice),
          seconds(job.get("timeoutMillis")));
    }

    private static double seconds(@Nullable Object millis) {
      return millis instanceof Number number ? number.doubleValue() / MILLIS : 0;
    }
  }

  /** A plot for each point of a workload that is a surge. */
  List<PlotCard> of(Workload workload) {
    return workload.points().stream().flatMap(point -> of(workload, point).stream()).toList();
  }

  private Optional<PlotCard> of(Workload workload, Point point) {
    List<Cell> cells =
        results.used().stream()
            .filter(cell -> cell.workload().equals(workload.name()))
            .filter(cell -> cell.point().equals(point.name()))
            .filter(cell -> cell.result() != null && cell.result().slices() != null)
            .toList();
    if (cells.isEmpty()) return Optional.empty();
    Times times = Times.of(cells.getFirst());
    List<Series> series = series(cells, times);
    String caption = "Latency by when requests should have started, " + Labels.point(point);
    CurvePlot plot =
        new CurvePlot(
            "surge-" + Labels.anchor(workload.name() + "-" + point.name()),
            workload.title() + ": " + caption,
            description(series, times),
            x(series),
            y(series),
            series,
            List.of(new Mark.Position(times.surge(), 0, times.surge(), "the surge ends")));
    return Optional.of(
        new PlotCard(
            caption,
            "Lines: medians of %s, as medians of the rounds. Requests that are not served are shown at their timeout of %s."
                .formatted(
                    Quantity.of(Unit.SECONDS, times.slice()),
                    Quantity.tick(Unit.SECONDS, times.timeout())),
            plot.toString()));
  }

  private List<Series> series(List<Cell> cells, Times times) {
    List<Variant> variants = results.study().variants();
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      String name = variants.get(i).name();
      List<List<LoadResult.Slice>> rounds =
          cells.stream()
              .filter(cell -> cell.variant().equals(name))
              .map(SurgePlots::slices)
              .toList();
      int count = rounds.stream().mapToInt(List::size).min().orElse(0);
      List<Series.Place> line =
          IntStream.range(0, count)
              .mapToObj(
                  slice ->
                      Series.Place.at(
                          (slice + 0.5) * times.slice() - times.before(),
                          median(rounds, slice, times)))
              .toList();
      if (!line.isEmpty()) {
        series.add(new Series(i, name, line, List.of()));
      }
    }
    return series;
  }

  private static List<LoadResult.Slice> slices(Cell cell) {
    return Objects.requireNonNull(Objects.requireNonNull(cell.result()).slices());
  }

  private static double median(List<List<LoadResult.Slice>> rounds, int slice, Times times) {
    return Median.of(
        rounds.stream()
            .map(round -> round.get(slice).medianNanos())
            .mapToDouble(nanos -> nanos == null ? times.timeout() : nanos / NANOS)
            .toArray());
  }

  private static Axis x(List<Series> series) {
    DoubleSummaryStatistics values =
        series.stream()
            .flatMap(one -> one.line().stream())
            .mapToDouble(Series.Place::x)
            .summaryStatistics();
    return Axis.of(
        "seconds since the surge began",
        new Scale.Linear(values.getMin(), values.getMax()),
        Quantity::plain);
  }

  private static Axis y(List<Series> series) {
    DoubleSummaryStatistics values =
        series.stream()
            .flatMap(one -> one.line().stream())
            .mapToDouble(place -> Math.max(place.y(), 1 / NANOS))
            .summaryStatistics();
    return Axis.of(
        "Median latency",
        new Scale.Log(values.getMin() / ROOM_BELOW, values.getMax() * ROOM_ABOVE),
        value -> Quantity.tick(Unit.SECONDS, value));
  }

  private static String description(List<Series> series, Times times) {
    return series.stream()
        .map(
            one ->
                "%s: at most %s, and %s at the end"
                    .formatted(
                        one.label(),
                        Quantity.of(
                            Unit.SECONDS,
                            one.line().stream()
                                .mapToDouble(Series.Place::y)
                                .max()
                                .orElse(times.timeout())),
                        Quantity.of(Unit.SECONDS, one.line().getLast().y())))
        .collect(Collectors.joining(". "));
  }
}
