package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a figure in one valid cell.
 *
 * @param isOutlier whether it is far from the other rounds; it counts like every other value
 */
public record Observation(Cell cell, double value, boolean isOutlier) {
  /** The usual limit for |value - median| / MAD, scaled to standard deviations. */
  private static final double FAR = 3.5;

  private static final double MAD_PER_DEVIATION = 0.6745;

  /** A difference that nobody would look into is not flagged, however steady the others are. */
  private static final double SMALL = 0.02;

  /** The same for what is counted in whole numbers. */
  private static final double ONE = 1;

  public int round() {
    return cell.round();
  }

  /** A single pause of the collector more or less is normal, and so is its duration. */
  private static double small(Figure figure, double median) {
    return switch (figure) {
      case GC_PAUSES, THREADS -> Math.max(ONE, SMALL * median);
      case GC_PAUSE_TOTAL -> median == 0 ? Double.POSITIVE_INFINITY : SMALL * median;
      default -> SMALL * Math.abs(median);
    };
  }

  /** Flags what is far from the median, by the median absolute deviation. */
  static List<Observation> of(Figure figure, List<Cell> cells, double[] values) {
    double median = Median.of(values);
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(values[i] - median);
    }
    double limit = Math.max(FAR * Median.of(deviations) / MAD_PER_DEVIATION, small(figure, median));
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      observations.add(
          new Observation(cells.get(i), values[i], values.length > 3 && deviations[i] > limit));
    }
    return observations;
  }
}
