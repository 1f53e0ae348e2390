package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A against A: a variant that each round measures twice, like any two variants. What differs here
 * shows how much of every other difference is in doubt.
 *
 * @param comparisons the first measurements against the second ones, for each point and figure
 */
public record Repetition(Variant variant, List<Comparison> comparisons) {
  public List<Comparison> of(Figure figure) {
    return comparisons.stream().filter(c -> c.question().figure() == figure).toList();
  }

  /** Those of the main figure of each workload. */
  public List<Comparison> main() {
    return comparisons.stream().filter(c -> c.question().isMain()).toList();
  }

  /** The figures that are compared. */
  public List<Figure> figures() {
    return Arrays.stream(Figure.values()).filter(figure -> !of(figure).isEmpty()).toList();
  }

  /** Those that could show a difference: there are enough rounds, and the values vary. */
  public List<Comparison> telling() {
    return comparisons.stream().filter(Repetition::isTelling).toList();
  }

  private static boolean isTelling(Comparison comparison) {
    Interval interval = comparison.difference().interval();
    boolean isAlwaysTheSame = interval.low() == 0 && interval.high() == 0;
    return comparison.hasEnoughRounds() && !isAlwaysTheSame;
  }

  /** Those that show a difference, although there is none. */
  public List<Comparison> different() {
    return comparisons.stream().filter(Comparison::isShown).toList();
  }

  /** The part of the telling comparisons that show a difference; 0.05 are expected by chance. */
  public double shareDifferent() {
    int telling = telling().size();
    return telling == 0 ? 0 : different().size() / (double) telling;
  }

  /** How far A usually is from A, as a factor of 1 or more; empty if the figure has no ratios. */
  public OptionalDouble median(Figure figure) {
    return NoiseBand.median(of(figure));
  }

  /** The point at which A is furthest from A. */
  public Optional<Comparison> largest(Figure figure) {
    return of(figure).stream()
        .filter(comparison -> comparison.effect().isPresent())
        .max(Comparator.comparingDouble(c -> NoiseBand.factor(c).orElse(1.0)));
  }
}
