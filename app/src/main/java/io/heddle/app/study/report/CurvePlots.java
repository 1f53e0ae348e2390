package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Crossing;
import io.heddle.app.study.analysis.Curve;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Knee;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.CurvePlot;
import io.heddle.app.study.report.plot.Dot;
import io.heddle.app.study.report.plot.Mark;
import io.heddle.app.study.report.plot.Scale;
import io.heddle.app.study.report.plot.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A figure along the x of a workload, for all variants. */
final class CurvePlots {
  /** Values that span more than this are on a logarithmic scale. */
  private static final double WIDE = 25;

  private final Results results;

  CurvePlots(Results results) {
    this.results = results;
  }

  List<PlotCard> of(Workload workload, Figure figure) {
    return results.curves(workload, figure).stream().map(this::card).toList();
  }

  private PlotCard card(Curve curve) {
    Workload workload = curve.workload();
    List<Crossing> crossings = isMain(curve) ? results.leadChanges(curve) : List.of();
    List<Knee> knees = results.knees(curve);
    String rest = curve.rest().isEmpty() ? "" : ", " + Labels.settings(curve.rest());
    String caption = curve.figure().title() + " by " + workload.xTitle() + rest;
    CurvePlot plot =
        new CurvePlot(
            "plot-"
                + Labels.anchor(workload.name() + "-" + curve.rest() + "-" + curve.figure().key()),
            workload.title() + ": " + caption,
            description(curve),
            x(curve),
            y(curve),
            series(curve),
            marks(crossings, knees));
    return new PlotCard(
        caption,
        (note(crossings, knees) + " " + RowPlots.note(curve.answers())).strip(),
        plot.toString());
  }

  private static boolean isMain(Curve curve) {
    return curve.figure() == curve.workload().mainFigure();
  }

  /** Every point has a tick, as far as there is room. */
  private static Axis x(Curve curve) {
    double[] x = curve.x();
    Scale scale =
        x[0] > 0
            ? Scale.logAround(Arrays.stream(x).summaryStatistics())
            : new Scale.Linear(x[0], x[x.length - 1] * 1.04);
    String unit = curve.workload().xUnit();
    String title =
        curve.workload().xTitle() + (unit.isEmpty() ? "" : ", " + unit.replaceFirst("^/", "per "));
    return new Axis(title, scale, Arrays.stream(x).boxed().toList(), Quantity::plain);
  }

  private static Axis y(Curve curve) {
    List<Sample> samples =
        curve.answers().stream().flatMap(answer -> answer.samples().stream()).toList();
    return Axis.of(
        curve.figure().title(),
        Scale.fitting(Dots.values(samples), WIDE),
        value -> Quantity.tick(curve.figure().unit(), value));
  }

  private List<Series> series(Curve curve) {
    List<Variant> variants = results.study().variants();
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      List<Series.Place> line = new ArrayList<>();
      List<Dot> dots = new ArrayList<>();
      for (Answer answer : curve.answers()) {
        double x = answer.question().point().x();
        answer
            .sample(variants.get(i))
            .ifPresent(
                sample -> {
                  Interval interval = sample.interval();
                  line.add(new Series.Place(x, sample.median(), interval.low(), interval.high()));
                  dots.addAll(Dots.of(sample, _ -> x, o -> o.value()));
                });
      }
      if (!line.isEmpty()) {
        series.add(new Series(i, variants.get(i).name(), line, dots));
      }
    }
    return series;
  }

  private List<Mark> marks(List<Crossing> crossings, List<Knee> knees) {
    List<Mark> marks = new ArrayList<>();
    crossings.stream()
        .limit(1)
        .forEach(
            c ->
                marks.add(
                    new Mark.Position(
                        c.x(),
                        c.interval().low(),
                        c.interval().high(),
                        "crossover "
                            + Quantity.digits(c.x())
                            + " "
                            + c.curve().workload().xUnit())));
    for (Knee knee : knees) {
      marks.add(
          new Mark.Spot(
              results.study().variants().indexOf(knee.variant()),
              knee.x(),
              knee.throughput(),
              knee.above(),
              knee.by(),
              Turning.text(knee)));
    }
    return marks;
  }

  private static String note(List<Crossing> crossings, List<Knee> knees) {
    List<String> sentences = new ArrayList<>();
    crossings.forEach(crossing -> sentences.add(Turning.text(crossing)));
    if (!knees.isEmpty()) {
      sentences.add("Rings: 95 % of the peak is reached " + knees(knees) + ".");
    }
    return String.join(" ", sentences);
  }

  private static String knees(List<Knee> knees) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    for (Knee knee : knees) {
      places
          .computeIfAbsent(Turning.place(knee), _ -> new ArrayList<>())
          .add(knee.variant().name());
    }
    return Labels.list(
        places.entrySet().stream()
            .map(place -> place.getKey() + " (" + String.join(", ", place.getValue()) + ")")
            .toList(),
        "and");
  }

  private static String description(Curve curve) {
    return curve.answers().stream()
        .map(answer -> Labels.point(answer.question().point()) + ": " + RowPlots.medians(answer))
        .collect(Collectors.joining(". "));
  }
}
