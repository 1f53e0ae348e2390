package io.heddle.app.study.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A scale with a title and labels.
 *
 * @param title what the values are, with the unit unless the labels have it
 * @param ticks the values that have a label
 */
public record Axis(String title, Scale scale, List<Double> ticks, DoubleFunction<String> label) {
  /** Room between the labels of neighbours. */
  private static final double GAP = 10;

  /** Labels at the scale's own ticks. */
  public static Axis of(String title, Scale scale, DoubleFunction<String> label) {
    return new Axis(title, scale, scale.ticks(), label);
  }

  double x(Area area, double value) {
    return area.left() + scale.share(value) * area.width();
  }

  double y(Area area, double value) {
    return area.bottom() - scale.share(value) * area.height();
  }

  /** The axis below an area, with lines across it. Labels that would overlap are left out. */
  Element below(Area area) {
    Element axis = Element.of("g").with("class", "axis x");
    double free = Double.NEGATIVE_INFINITY;
    for (double tick : ticks) {
      double x = x(area, tick);
      String text = label.apply(tick);
      double half = Text.width(text) / 2;
      if (x - half < free) continue;
      free = x + half + GAP;
      axis.add(line(x, area.top(), x, area.bottom(), tick, tick == 0 ? "zero" : "grid"));
      axis.add(Text.at(x, area.bottom() + 16, "middle", "tick", text));
    }
    double middle = (area.left() + area.right()) / 2;
    return axis.add(Text.at(middle, area.bottom() + 35, "middle", "title", title));
  }

  /** The axis at the left of an area; its title is above it. */
  Element left(Area area) {
    Element axis = Element.of("g").with("class", "axis y");
    List<Double> used = new ArrayList<>();
    for (double tick : ticks) {
      double y = y(area, tick);
      if (used.stream().anyMatch(other -> Math.abs(other - y) < Text.HEIGHT)) continue;
      used.add(y);
      axis.add(line(area.left(), y, area.right(), y, tick, tick == 0 ? "zero" : "grid"));
      axis.add(Text.at(area.left() - 7, y + 4, "end", "tick", label.apply(tick)));
    }
    return axis.add(Text.at(0, 12, "start", "title", title));
  }

  private static Element line(
      double x1, double y1, double x2, double y2, double value, String style) {
    return Element.of("line")
        .with("class", style)
        .with("data-value", Double.toString(value))
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2);
  }
}
