package io.heddle.app.study.report.plot;

/** The rectangle in which a plot shows its data; y grows downwards. */
record Area(double left, double top, double right, double bottom) {
  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
