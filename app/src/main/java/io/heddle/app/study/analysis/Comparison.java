package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two samples of one question, usually of two variants.
 *
 * @param effect the first divided by the second, if all values are positive
 * @param p of the exact rank test
 * @param corrected p after Holm's correction over the comparisons of the same question
 * @param correctedOverall p after Holm's correction over all comparisons of the report
 * @param noise how far the ratio of two measurements of the same variant is from 1 at most
 */
public record Comparison(
    Sample first,
    Sample second,
    Optional<Effect> effect,
    double p,
    double corrected,
    double correctedOverall,
    double noise) {
  /** A p above this shows nothing. */
  public static final double LEVEL = 0.05;

  private static Comparison of(Sample first, Sample second, double noise) {
    double p = RankSum.p(first.values(), second.values());
    Optional<Effect> effect = Effect.of(first.values(), second.values());
    return new Comparison(first, second, effect, p, p, p, noise);
  }

  /** Two samples to compare. */
  record Pair(Sample first, Sample second) {}

  /** Compares pairs that are one question, and corrects for their number. */
  static List<Comparison> family(List<Pair> pairs, double noise) {
    List<Comparison> family =
        pairs.stream().map(pair -> of(pair.first(), pair.second(), noise)).toList();
    double[] corrected = Holm.correct(family.stream().mapToDouble(Comparison::p).toArray());
    List<Comparison> result = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      Comparison c = family.get(i);
      result.add(new Comparison(c.first, c.second, c.effect, c.p, corrected[i], c.p, noise));
    }
    return result;
  }

  Comparison correctedOverall(double value) {
    return new Comparison(first, second, effect, p, corrected, value, noise);
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
        second, first, effect.map(Effect::inverse), p, corrected, correctedOverall, noise);
  }

  public boolean isBetween(Variant one, Variant other) {
    return first.variant().equals(one) && second.variant().equals(other);
  }

  public Finding finding() {
    int n = first.observations().size();
    int m = second.observations().size();
    double smallest = RankSum.smallestP(n, m);
    boolean areApart = corrected > LEVEL && p <= smallest * 1.000_001;
    if (smallest > LEVEL || areApart) return Finding.TOO_FEW_ROUNDS;
    if (corrected > LEVEL || effect.filter(e -> e.interval().contains(1)).isPresent()) {
      return Finding.NOT_SIGNIFICANT;
    }
    boolean isWithinNoise =
        effect.filter(e -> Math.abs(Math.log(e.ratio())) <= Math.log1p(noise)).isPresent();
    return isWithinNoise ? Finding.WITHIN_NOISE : Finding.DIFFERENCE;
  }

  /** Whether a difference is shown. */
  public boolean isShown() {
    return finding() == Finding.DIFFERENCE;
  }

  /** Whether it is shown even if the correction is over all comparisons of the report. */
  public boolean isShownOverall() {
    return isShown() && correctedOverall <= LEVEL;
  }

  /** Whether the first is shown to be better than the second. */
  public boolean firstIsBetter() {
    return isShown() && question().figure().better().favours(direction());
  }

  private double direction() {
    return effect.map(Effect::ratio).orElseGet(() -> first.median() > second.median() ? 2 : 0.5);
  }
}
