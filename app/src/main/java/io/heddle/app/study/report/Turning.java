package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Crossing;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Knee;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.Locale;

/** Sentences for the places where a curve turns: crossings and knees. */
final class Turning {
  private Turning() {}

  static String text(Crossing crossing) {
    return "%s %s %s %s %s, above it %s."
        .formatted(
            start(crossing.curve().rest(), "below"),
            Labels.x(crossing.curve().workload(), crossing.x()),
            interval(crossing.interval()),
            crossing.before().title(),
            better(crossing.before(), crossing.curve().figure()),
            crossing.after().title());
  }

  private static String better(Variant variant, Figure figure) {
    if (figure == Figure.CPU_PER_REQUEST) {
      return Labels.verb(variant, "takes", "take") + " less CPU time";
    }
    String better =
        switch (figure.unit()) {
          case PER_SECOND, SECONDS -> "faster";
          case BYTES -> "smaller";
          case COUNT, SHARE -> "better";
        };
    return Labels.verb(variant, "is", "are") + " " + better;
  }

  static String text(Knee knee) {
    return "%s: 95 %% of the peak is reached %s."
        .formatted(start(knee.curve().rest(), knee.variant().title()), place(knee));
  }

  /** "between 1 and 64 connections": nothing was measured between two points. */
  static String place(Knee knee) {
    Workload workload = knee.curve().workload();
    boolean isOpenBelow = Double.isInfinite(knee.above());
    if (Double.isInfinite(knee.by())) {
      return isOpenBelow
          ? "somewhere, as rounds differ"
          : "above " + Labels.measuredX(workload, knee.above());
    }
    String by = Labels.measuredX(workload, knee.by());
    return isOpenBelow
        ? "at or below " + by
        : "between " + Quantity.plain(knee.above()) + " and " + by;
  }

  /** The start of a sentence: the settings of the curve, if it has any. */
  private static String start(String rest, String first) {
    String text = rest.isEmpty() ? first : Labels.settings(rest) + ": " + first;
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The ends of an interval along x, also where it leaves the curve. */
  static String interval(Interval interval) {
    return "[" + end(interval.low()) + ", " + end(interval.high()) + "]";
  }

  private static String end(double end) {
    if (end == Double.NEGATIVE_INFINITY) return "before the first point";
    if (end == Double.POSITIVE_INFINITY) return "beyond the last point";
    return Quantity.digits(end);
  }
}
