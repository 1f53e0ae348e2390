package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What all variants say to a question.
 *
 * @param samples of the variants that have the figure
 * @param shortfalls of the variants that do not, or whose servers failed in some rounds
 * @param comparisons each pair of variants once, in the order of the study
 */
public record Answer(
    Question question,
    List<Sample> samples,
    List<Shortfall> shortfalls,
    List<Comparison> comparisons) {
  static Answer of(
      Question question,
      List<Sample> samples,
      List<Shortfall> shortfalls,
      Optional<NoiseBand> noise) {
    List<Comparison.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        pairs.add(new Comparison.Pair(samples.get(i), samples.get(j)));
      }
    }
    return new Answer(question, samples, shortfalls, Comparison.family(pairs, noise));
  }

  Answer withComparisons(List<Comparison> others) {
    return new Answer(question, samples, shortfalls, others);
  }

  public Optional<Sample> sample(Variant variant) {
    return samples.stream().filter(sample -> sample.variant().equals(variant)).findFirst();
  }

  /** The comparison of two variants, the first one in the numerator. */
  public Optional<Comparison> comparison(Variant one, Variant other) {
    return comparisons.stream()
        .filter(c -> c.isBetween(one, other) || c.isBetween(other, one))
        .map(c -> c.isBetween(one, other) ? c : c.inverse())
        .findFirst();
  }

  /**
   * The variant with the best median, of those that have not many more failures or errors than
   * another; if there are none, of all.
   */
  public Variant leader() {
    Comparator<Sample> byMedian = Comparator.comparingDouble(Sample::median);
    List<Sample> sound = samples.stream().filter(s -> !isFlawed(s)).toList();
    List<Sample> candidates = sound.isEmpty() ? samples : sound;
    return switch (question.figure().better()) {
      case HIGHER -> candidates.stream().max(byMedian).orElseThrow().variant();
      case LOWER -> candidates.stream().min(byMedian).orElseThrow().variant();
    };
  }

  private boolean isFlawed(Sample sample) {
    return samples.stream().anyMatch(sample::isFlawedAgainst);
  }

  /** Whether a variant has many more failures or errors than the leader. */
  boolean isFlawed(Variant variant) {
    return sample(variant).orElseThrow().isFlawedAgainst(sample(leader()).orElseThrow());
  }

  /** Whether there are enough rounds for at least one comparison to show a difference. */
  public boolean canShow() {
    return comparisons.stream().anyMatch(Comparison::hasEnoughRounds);
  }

  /** The leader and those that are not shown to be behind it, in the order of the study. */
  public List<Variant> best() {
    Variant leader = leader();
    return samples.stream()
        .map(Sample::variant)
        .filter(v -> v.equals(leader) || !comparison(leader, v).orElseThrow().firstIsBetter())
        .filter(v -> !isFlawed(v))
        .toList();
  }

  /** Whether it is about a latency of clients that wait for a response before the next request. */
  public boolean isClosedLoopLatency() {
    return question.figure().isLatency() && samples.stream().anyMatch(Sample::isClosedLoop);
  }

  public Ranking ranking() {
    return Ranking.of(this);
  }

  /** The leader against each variant that is shown to be behind it, the closest first. */
  public List<Comparison> behind() {
    Variant leader = leader();
    return samples.stream()
        .filter(sample -> !sample.variant().equals(leader))
        .map(sample -> comparison(leader, sample.variant()).orElseThrow())
        .filter(Comparison::firstIsBetter)
        .sorted(
            Comparator.comparingDouble(
                c -> c.effect().map(e -> Math.abs(Math.log(e.ratio()))).orElse(0.0)))
        .toList();
  }
}
