package io.heddle.grafana;

import io.heddle.grafana.Plot.Entry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Draws series over time, as lines or as stacked areas. */
final class Curves {
  private static final List<String> DASHES = List.of("none", "7 4", "2 3", "12 3 2 3");

  private static final int FEW = 6;

  private Curves() {}

  /**
   * A series and its name in the legend.
   *
   * @param engine determines its color, and is part of the name unless all series have the same
   *     engine
   */
  record Curve(String name, Variant engine, Answer answer) {}

  static String color(Variant engine) {
    return switch (engine) {
      case EPOLL -> "#ff9830";
      case VTHREADS -> "#73bf69";
      case THREADS -> "#b877d9";
    };
  }

  /** The largest of all values. */
  static double most(List<Curve> curves) {
    return curves.stream()
        .flatMap(curve -> curve.answer().samples().values().stream())
        .filter(Double::isFinite)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }

  /** Removes lines that are always 0 if there are many, to keep the legend short. */
  static List<Curve> worthDrawing(List<Curve> curves) {
    return curves.size() <= FEW
        ? curves
        : curves.stream().filter(curve -> most(List.of(curve)) > 0).toList();
  }

  /** The legend's entries with the last value of each. Lines of one engine differ in dashes. */
  static List<Entry> entries(List<Curve> curves, Quantity quantity) {
    Map<Variant, Integer> counts = new EnumMap<>(Variant.class);
    List<Entry> entries = new ArrayList<>();
    for (Curve curve : curves) {
      int earlier = counts.merge(curve.engine(), 1, Integer::sum) - 1;
      String dash = DASHES.get(earlier % DASHES.size());
      String style =
          "fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-dasharray=\"%s\""
              .formatted(color(curve.engine()), dash);
      String last = quantity.text(lastNumber(curve.answer()));
      entries.add(new Entry(curve.name() + " " + last, style));
    }
    return entries;
  }

  private static double lastNumber(Answer answer) {
    return answer.samples().values().stream()
        .filter(Double::isFinite)
        .reduce((earlier, later) -> later)
        .orElse(0.0);
  }

  static void drawLines(Plot plot, List<Curve> curves, List<Entry> entries) {
    for (int i = 0; i < curves.size(); i++) {
      StringBuilder steps = new StringBuilder();
      boolean isDown = false;
      for (Map.Entry<Double, Double> sample : curves.get(i).answer().samples().entrySet()) {
        if (Double.isFinite(sample.getValue())) {
          steps.append(isDown ? 'L' : 'M').append(point(plot, sample.getKey(), sample.getValue()));
        }
        isDown = Double.isFinite(sample.getValue());
      }
      if (!steps.isEmpty()) {
        plot.svg().path(steps.toString(), entries.get(i).style());
      }
    }
    plot.legend(entries);
  }

  /** The sum of all series at each time, from the lowest layer up. */
  static double mostOfAll(List<Curve> curves, Set<Double> times) {
    double most = 0;
    for (double time : times) {
      most = Math.max(most, curves.stream().mapToDouble(curve -> at(curve, time)).sum());
    }
    return most;
  }

  private static double at(Curve curve, double time) {
    return curve.answer().samples().getOrDefault(time, 0.0);
  }

  /**
   * The legend's entries for layers. They have the same engine and therefore different colors.
   *
   * @param colors the color of each name
   */
  static List<Entry> layerEntries(List<Curve> curves, UnaryOperator<String> colors) {
    return curves.stream()
        .map(
            curve ->
                new Entry(
                    curve.name(),
                    "stroke-width=\"5\" stroke=\"%s\"".formatted(colors.apply(curve.name()))))
        .toList();
  }

  static void drawLayers(Plot plot, List<Curve> curves, List<Entry> entries, List<Double> times) {
    double[] below = new double[times.size()];
    for (int i = 0; i < curves.size(); i++) {
      StringBuilder upper = new StringBuilder();
      StringBuilder lower = new StringBuilder();
      for (int t = 0; t < times.size(); t++) {
        double above = below[t] + at(curves.get(i), times.get(t));
        upper.append(t == 0 ? 'M' : 'L').append(point(plot, times.get(t), above));
        lower.insert(0, "L" + point(plot, times.get(t), below[t]));
        below[t] = above;
      }
      String color = entries.get(i).style().replaceFirst(".*stroke=\"([^\"]+)\".*", "$1");
      String outline = upper + lower.toString() + "Z";
      plot.svg().path(outline, "fill=\"%s\" fill-opacity=\"0.75\"".formatted(color));
    }
    plot.legend(entries);
  }

  private static String point(Plot plot, double time, double value) {
    return Svg.pixels(plot.x(time)) + " " + Svg.pixels(plot.y(value));
  }
}
