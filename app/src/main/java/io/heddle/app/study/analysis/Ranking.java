package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which variants an answer allows to choose. A choice is shown to be better than everything that
 * the leader is shown to be better than. If the leader is not shown to be better than anything,
 * there is a choice only if all variants are the same, or if the servers of all others always fail.
 *
 * @param leader the variant with the best median
 * @param chosen in the order of the study; empty if nothing is decided
 * @param beaten those that the leader is shown to be better than
 * @param undecided all others
 */
public record Ranking(
    Answer answer,
    Variant leader,
    List<Variant> chosen,
    List<Variant> beaten,
    List<Variant> undecided) {
  /** Variants that differ by less than this part are the same for somebody who chooses. */
  public static final double SAME = 0.1;

  static Ranking of(Answer answer) {
    Variant leader = answer.leader();
    List<Variant> all = answer.samples().stream().map(Sample::variant).toList();
    List<Variant> beaten = all.stream().filter(v -> isBetter(answer, leader, v)).toList();
    List<Variant> chosen;
    if (!beaten.isEmpty()) {
      chosen =
          all.stream()
              .filter(v -> !answer.isFlawed(v))
              .filter(v -> beaten.stream().allMatch(other -> isBetter(answer, v, other)))
              .toList();
    } else {
      chosen = areSame(answer) ? all : List.of();
    }
    List<Variant> undecided =
        all.stream().filter(v -> !beaten.contains(v) && !chosen.contains(v)).toList();
    return new Ranking(answer, leader, chosen, beaten, undecided);
  }

  /** Whether nothing speaks against any variant that has a value. */
  private static boolean areSame(Answer answer) {
    return answer.samples().size() == 1
        ? answer.shortfalls().stream().filter(Shortfall::isAbsent).allMatch(Shortfall::isComplete)
        : answer.comparisons().stream().allMatch(Ranking::isSame);
  }

  private static boolean isBetter(Answer answer, Variant one, Variant other) {
    return answer.comparison(one, other).filter(Comparison::firstIsBetter).isPresent();
  }

  public static boolean isSame(Comparison comparison) {
    return comparison.isSameWithin(SAME);
  }

  /** Whether it makes no difference which of several variants is chosen, and none ever failed. */
  public boolean isAny() {
    return chosen.size() > 1
        && chosen.size() == answer.samples().size()
        && answer.shortfalls().isEmpty();
  }

  /** Each other variant that is not beaten against the leader, which is second. */
  public List<Comparison> ties() {
    return answer.samples().stream()
        .map(Sample::variant)
        .filter(variant -> !variant.equals(leader) && !beaten.contains(variant))
        .flatMap(variant -> answer.comparison(variant, leader).stream())
        .toList();
  }

  /** The smallest effect of a choice, which is first, against a beaten variant. */
  public Optional<Comparison> smallest() {
    List<Comparison> all = new ArrayList<>();
    for (Variant one : chosen) {
      for (Variant other : beaten) {
        answer.comparison(one, other).ifPresent(all::add);
      }
    }
    return all.stream().min(Comparator.comparingDouble(c -> NoiseBand.factor(c).orElse(1.0)));
  }

  /** Whether another answer allows the same choice, for the same reasons. */
  public boolean isLike(Ranking other) {
    return chosen.equals(other.chosen)
        && beaten.equals(other.beaten)
        && undecided.equals(other.undecided)
        && same().equals(other.same());
  }

  /** The pairs of variants that are not beaten and are the same. */
  private List<List<Variant>> same() {
    return answer.comparisons().stream()
        .filter(Ranking::isSame)
        .map(c -> List.of(c.first().variant(), c.second().variant()))
        .filter(pair -> pair.stream().noneMatch(beaten::contains))
        .toList();
  }
}
