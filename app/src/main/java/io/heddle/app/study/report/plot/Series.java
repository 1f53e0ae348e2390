package io.heddle.app.study.report.plot;

import java.util.List;

/**
 * What belongs together in a plot, usually a variant.
 *
 * @param style its colour and its shape, from 0
 * @param label the direct label
 */
public record Series(int style, String label, List<Place> line, List<Dot> dots) {
  /** A place on the line, with the ends of its interval. */
  public record Place(double x, double y, double low, double high) {
    /** A place without an interval. */
    public static Place at(double x, double y) {
      return new Place(x, y, y, y);
    }
  }
}
