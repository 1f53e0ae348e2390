package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Crossing;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Knee;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Workload;

/** Sentences for the places where a curve turns: crossings and knees. */
final class Turning {
  private Turning() {}

  static String text(Crossing crossing) {
    return "%sBelow %s %s %s %s %s, above it %s."
        .formatted(
            rest(crossing.curve().rest()),
            Labels.x(crossing.curve().workload(), crossing.x()),
            interval(crossing.interval()),
            crossing.before().title(),
            Labels.verb(crossing.before(), "is", "are"),
            better(crossing.curve().figure()),
            crossing.after().title());
  }

  private static String better(Figure figure) {
    return switch (figure.unit()) {
      case PER_SECOND, SECONDS -> "faster";
      case BYTES -> "smaller";
      case COUNT, SHARE -> "better";
    };
  }

  static String text(Knee knee) {
    Workload workload = knee.curve().workload();
    return "%s%s: 95 %% of the peak is reached at %s %s."
        .formatted(
            rest(knee.curve().rest()),
            knee.variant().title(),
            Labels.x(workload, knee.x()),
            interval(knee.interval()));
  }

  private static String rest(String rest) {
    return rest.isEmpty() ? "" : Labels.settings(rest) + ": ";
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
