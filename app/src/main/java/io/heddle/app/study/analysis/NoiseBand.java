package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Noise;
import java.util.List;

/** How far two measurements of the same variant are apart, from the study's A against A. */
public final class NoiseBand {
  private NoiseBand() {}

  /**
   * How far A was from A: the distance from 1 of the median ratio of a check's pairs, for the check
   * that shows more. 0.02 means that ratios from 1/1.02 to 1.02 are in doubt. 0 if the study did
   * not measure it.
   *
   * <p>It is a median because it is compared with ratios over all rounds. A single pair varies far
   * more, but so do the rounds, and the rank test takes that into account.
   */
  public static double of(List<Noise> noise, Figure figure) {
    return noise.stream()
        .filter(run -> run.figure() == figure && !run.ratios().isEmpty())
        .mapToDouble(run -> Median.of(ratios(run)))
        .map(ratio -> Math.max(ratio, 1 / ratio) - 1)
        .max()
        .orElse(0);
  }

  private static double[] ratios(Noise run) {
    return run.ratios().stream().mapToDouble(ratio -> ratio).toArray();
  }
}
