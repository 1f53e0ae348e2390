package io.heddle.app.study.report.plot;

import java.util.Locale;

/** The shapes of series, so that nobody depends on colours. */
final class Marker {
  private static final int SHAPES = 4;

  private Marker() {}

  /** The class that gives a series its colour. */
  static String colour(int style) {
    return "v" + style;
  }

  /** The median of a series. */
  static Element at(double x, double y, int style) {
    String path =
        switch (style % SHAPES) {
          case 0 -> "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z";
          case 1 -> "m-4 -4h8v8h-8z";
          case 2 -> "m0 -5.5l5 9h-10z";
          default -> "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z";
        };
    return Element.of("path")
        .with("class", "median")
        .with("d", String.format(Locale.ROOT, "M%.1f %.1f%s", x, y, path));
  }

  /** The value of a round. */
  static Element dot(double x, double y, Dot dot) {
    return Element.of("circle")
        .with("class", dot.isOutlier() ? "dot outlier" : "dot")
        .with("data-round", Integer.toString(dot.round()))
        .with("cx", x)
        .with("cy", y)
        .with("r", 2.6)
        .add(Element.of("title").text(dot.title()));
  }
}
