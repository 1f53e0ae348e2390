package io.heddle.app.study.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The ratios that are in doubt, because two measurements of the same variant have them too: from 1
 * / factor to factor.
 */
public record NoiseBand(double factor) {
  /**
   * The band for a question: the larger one of what A against A shows at this very question, and
   * its median over all points for the figure. Absent if the study did not measure A against A, or
   * if the figure has no ratios.
   *
   * @param repetition A against A at all questions
   */
  static Optional<NoiseBand> of(List<Comparison> repetition, Question question) {
    List<Comparison> ofFigure =
        repetition.stream()
            .filter(comparison -> comparison.question().figure() == question.figure())
            .toList();
    Stream<Double> here =
        ofFigure.stream()
            .filter(comparison -> comparison.question().equals(question))
            .flatMap(comparison -> factor(comparison).stream());
    return Stream.concat(here, median(ofFigure).stream().boxed())
        .max(Double::compare)
        .map(NoiseBand::new);
  }

  /** The median of how far A is from A, as a factor of 1 or more. */
  static OptionalDouble median(List<Comparison> repetition) {
    double[] distances =
        repetition.stream()
            .flatMap(comparison -> factor(comparison).stream())
            .mapToDouble(Math::log)
            .toArray();
    return distances.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(Median.of(distances)));
  }

  /** How far apart two samples are, in whichever direction. */
  static Optional<Double> factor(Comparison comparison) {
    return comparison.effect().map(effect -> Math.max(effect.ratio(), 1 / effect.ratio()));
  }

  /** The wider one, if there are two. */
  static Optional<NoiseBand> wider(Optional<NoiseBand> one, Optional<NoiseBand> other) {
    return Stream.concat(one.stream(), other.stream())
        .max((a, b) -> Double.compare(a.factor, b.factor));
  }

  public boolean contains(double ratio) {
    return Math.max(ratio, 1 / ratio) <= factor;
  }
}
