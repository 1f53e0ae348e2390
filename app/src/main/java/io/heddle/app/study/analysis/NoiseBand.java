package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Noise;
import java.util.List;

/** How far two measurements of the same variant are apart, from the study's A against A. */
public final class NoiseBand {
  private NoiseBand() {}

  /**
   * The largest distance of a ratio from 1 that A against A had for a figure: 0.02 means that
   * ratios from 1/1.02 to 1.02 are in doubt. 0 if the study did not measure it.
   */
  public static double of(List<Noise> noise, Figure figure) {
    return noise.stream()
        .filter(run -> run.figure() == figure)
        .flatMap(run -> run.ratios().stream())
        .mapToDouble(ratio -> Math.max(ratio, 1 / ratio) - 1)
        .max()
        .orElse(0);
  }
}
