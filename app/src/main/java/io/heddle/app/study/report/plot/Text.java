package io.heddle.app.study.report.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Text in plots, in the size that the style sheet sets. */
final class Text {
  /** The height of a line, in pixels. */
  static final double HEIGHT = 14;

  private static final double CHARACTER = 6.4;

  private Text() {}

  /** About how wide a text is. */
  static double width(String text) {
    return text.length() * CHARACTER;
  }

  static Element at(double x, double y, String anchor, String style, String text) {
    return Element.of("text")
        .with("class", style)
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor)
        .text(text);
  }

  /**
   * Moves labels apart, as little as possible, until none overlaps another. The heights that enter
   * and leave are in the same order.
   */
  static double[] apart(double[] wanted, double top, double bottom) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble(i -> wanted[i]));
    double[] y = wanted.clone();
    double least = top;
    for (int i : order) {
      y[i] = Math.max(y[i], least);
      least = y[i] + HEIGHT;
    }
    double most = bottom;
    for (int i : order.reversed()) {
      y[i] = Math.min(y[i], most);
      most = y[i] - HEIGHT;
    }
    return y;
  }
}
