package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two samples of one question, usually of two variants.
 *
 * @param effect the first divided by the second, if all values are positive
 * @param p of the exact rank test
 * @param family how many comparisons the question has, for which p is corrected
 * @param corrected p after Holm's correction over the family
 * @param correctedOverMain p after Holm's correction over the main figures of all points; empty for
 *     other figures
 * @param noise what is in doubt; absent if A was not measured against A
 */
public record Comparison(
    Sample first,
    Sample second,
    Optional<Effect> effect,
    double p,
    int family,
    double corrected,
    OptionalDouble correctedOverMain,
    Optional<NoiseBand> noise) {
  /** A p above this shows nothing. */
  public static final double LEVEL = 0.05;

  /** Two samples to compare. */
  record Pair(Sample first, Sample second) {
    double p() {
      return RankSum.p(first.values(), second.values());
    }
  }

  /** Compares pairs that are one question, and corrects for their number. */
  static List<Comparison> family(List<Pair> pairs, Optional<NoiseBand> noise) {
    double[] p = pairs.stream().mapToDouble(Pair::p).toArray();
    double[] corrected = Holm.correct(p);
    List<Comparison> result = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      Sample first = pairs.get(i).first();
      Sample second = pairs.get(i).second();
      Optional<Effect> effect = Effect.of(first.values(), second.values());
      result.add(
          new Comparison(
              first, second, effect, p[i], p.length, corrected[i], OptionalDouble.empty(), noise));
    }
    return result;
  }

  Comparison withCorrectedOverMain(double value) {
    return new Comparison(
        first, second, effect, p, family, corrected, OptionalDouble.of(value), noise);
  }

  /** The first minus the second, in the unit of the figure. */
  public Shift difference() {
    return Shift.of(first.values(), second.values());
  }

  public Question question() {
    return first.question();
  }

  /** The same seen from the other side. */
  public Comparison inverse() {
    return new Comparison(
        second, first, effect.map(Effect::inverse), p, family, corrected, correctedOverMain, noise);
  }

  public boolean isBetween(Variant one, Variant other) {
    return first.variant().equals(one) && second.variant().equals(other);
  }

  public Finding finding() {
    boolean isSignificant =
        corrected <= LEVEL && effect.filter(e -> e.interval().contains(1)).isEmpty();
    boolean isWithinNoise =
        effect.filter(e -> noise.filter(band -> band.contains(e.ratio())).isPresent()).isPresent();
    if (isSignificant && isBetterFlawed()) return Finding.FLAWED;
    if (isSignificant && !isWithinNoise) return Finding.DIFFERENCE;
    if (!hasEnoughRounds()) return Finding.TOO_FEW_ROUNDS;
    if (isGeneratorNearLimit()) return Finding.GENERATOR_NEAR_LIMIT;
    return isSignificant ? Finding.WITHIN_NOISE : Finding.NOT_SIGNIFICANT;
  }

  /** Whether the one that seems better is no better, because it fails or refuses more often. */
  private boolean isBetterFlawed() {
    boolean isFirst = question().figure().better().favours(direction());
    return isFirst ? first.isFlawedAgainst(second) : second.isFlawedAgainst(first);
  }

  /** Whether there are enough rounds for samples that do not overlap to show a difference. */
  boolean hasEnoughRounds() {
    double smallest = RankSum.smallestP(first.observations().size(), second.observations().size());
    return smallest * family <= LEVEL;
  }

  /** Whether the generator may hide that one server can do more than the other. */
  public boolean isGeneratorNearLimit() {
    return question().figure().isRate()
        && (first.isGeneratorNearLimit() || second.isGeneratorNearLimit());
  }

  /** Whether it is about a latency of clients that wait for a response before the next request. */
  public boolean isClosedLoopLatency() {
    return question().figure().isLatency() && (first.isClosedLoop() || second.isClosedLoop());
  }

  /** Whether a difference is shown. */
  public boolean isShown() {
    return finding() == Finding.DIFFERENCE;
  }

  /** Whether it is shown even if the correction is over the main figures of all points. */
  public boolean holdsOverMain() {
    return isShown() && correctedOverMain.isPresent() && correctedOverMain.getAsDouble() <= LEVEL;
  }

  /** Whether the first is shown to be better than the second. */
  public boolean firstIsBetter() {
    return isShown() && question().figure().better().favours(direction());
  }

  /**
   * Whether the two are the same but for so small a part of either: the interval of their ratio has
   * nothing else in it, and nothing has kept a difference from being seen.
   */
  public boolean isSameWithin(double share) {
    if (isGeneratorNearLimit()) return false;
    if (first.isFlawedAgainst(second) || second.isFlawedAgainst(first)) return false;
    if (effect.isEmpty()) {
      Interval interval = difference().interval();
      return !interval.isRangeOnly() && interval.low() == 0 && interval.high() == 0;
    }
    Interval interval = effect.get().interval();
    return !interval.isRangeOnly()
        && interval.low() >= 1 / (1 + share)
        && interval.high() <= 1 + share;
  }

  /** Above 1 if the first is larger than the second, below if it is smaller. */
  private double direction() {
    return effect.map(Effect::ratio).orElseGet(() -> Math.exp(Math.signum(dominance())));
  }

  /**
   * In how many more pairs the first value is larger than smaller, which is what the rank test
   * looks at: medians may be equal although samples differ.
   */
  private double dominance() {
    double pairs = 0;
    for (double one : first.values()) {
      for (double other : second.values()) {
        pairs += Math.signum(one - other);
      }
    }
    return pairs;
  }
}
