package io.heddle.app.study.report.plot;

/** Something to point out in a plot of curves. */
public sealed interface Mark {
  /** A place on the x axis, with the ends of its interval as a band; they may be infinite. */
  record Position(double x, double low, double high, String label) implements Mark {}

  /** A place on a curve, with the ends of its interval along x; they may be infinite. */
  record Spot(int style, double x, double y, double low, double high, String title)
      implements Mark {}
}
