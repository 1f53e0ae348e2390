package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two studies, variant by variant. Comparisons have the new study in the
 * numerator, and the variants of one question are corrected for together.
 *
 * @param comparisons for each workload, point and figure that both studies have
 */
public record Changes(Results old, Results replacement, List<Comparison> comparisons) {
  public static Changes between(Results old, Results replacement) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Answer answer : replacement.answers()) {
      same(old, answer.question())
          .ifPresent(
              before ->
                  comparisons.addAll(
                      Comparison.family(
                          pairs(before, answer), NoiseBand.wider(noise(before), noise(answer)))));
    }
    return new Changes(old, replacement, correctOverMain(comparisons));
  }

  private static Optional<NoiseBand> noise(Answer answer) {
    return answer.comparisons().stream().findFirst().flatMap(Comparison::noise);
  }

  private static List<Comparison> correctOverMain(List<Comparison> comparisons) {
    double[] corrected =
        Holm.correct(
            comparisons.stream()
                .filter(comparison -> comparison.question().isMain())
                .mapToDouble(Comparison::p)
                .toArray());
    List<Comparison> result = new ArrayList<>();
    int next = 0;
    for (Comparison comparison : comparisons) {
      result.add(
          comparison.question().isMain()
              ? comparison.withCorrectedOverMain(corrected[next++])
              : comparison);
    }
    return List.copyOf(result);
  }

  private static Optional<Answer> same(Results results, Question question) {
    return results.answers().stream()
        .filter(answer -> answer.question().figure() == question.figure())
        .filter(answer -> answer.question().point().name().equals(question.point().name()))
        .filter(answer -> answer.question().workload().name().equals(question.workload().name()))
        .findFirst();
  }

  private static List<Comparison.Pair> pairs(Answer old, Answer replacement) {
    List<Comparison.Pair> pairs = new ArrayList<>();
    for (Sample sample : replacement.samples()) {
      old.samples().stream()
          .filter(before -> before.variant().name().equals(sample.variant().name()))
          .forEach(before -> pairs.add(new Comparison.Pair(sample, before)));
    }
    return pairs;
  }

  /** The comparisons of a workload's main figure. */
  public List<Comparison> main(Workload workload) {
    return of(workload, workload.mainFigure());
  }

  public List<Comparison> of(Workload workload, Figure figure) {
    return comparisons.stream()
        .filter(comparison -> comparison.question().workload().equals(workload))
        .filter(comparison -> comparison.question().figure() == figure)
        .toList();
  }

  public List<Comparison> of(Workload workload, Figure figure, Point point) {
    return of(workload, figure).stream()
        .filter(comparison -> comparison.question().point().equals(point))
        .toList();
  }

  /** The workloads that both studies have measured, even if a variant of one always failed. */
  public List<Workload> workloads() {
    return replacement.study().workloads().stream()
        .filter(
            w -> !main(w).isEmpty() || !oldShortfalls(w).isEmpty() || !newShortfalls(w).isEmpty())
        .toList();
  }

  /** What the old study lacks of a workload's main figure, of all that both were to measure. */
  public List<Shortfall> oldShortfalls(Workload workload) {
    return shortfalls(old, replacement, workload);
  }

  /** What the new study lacks of a workload's main figure, of all that both were to measure. */
  public List<Shortfall> newShortfalls(Workload workload) {
    return shortfalls(replacement, old, workload);
  }

  private static List<Shortfall> shortfalls(Results results, Results other, Workload workload) {
    Optional<Workload> own = named(results, workload);
    Optional<Workload> others = named(other, workload);
    if (own.isEmpty() || others.isEmpty()) return List.of();
    Set<String> points =
        others.get().points().stream().map(Point::name).collect(Collectors.toSet());
    return results.shortfalls(own.get()).stream()
        .filter(shortfall -> points.contains(shortfall.point().name()))
        .filter(shortfall -> other.study().variant(shortfall.variant().name()).isPresent())
        .toList();
  }

  /** The old study's workload of the same name. */
  public Optional<Workload> old(Workload workload) {
    return named(old, workload);
  }

  private static Optional<Workload> named(Results results, Workload workload) {
    return results.study().workloads().stream()
        .filter(other -> other.name().equals(workload.name()))
        .findFirst();
  }

  /**
   * Whether handlers compute in a workload of both studies, but not as much for the same time, as
   * far as that is known.
   */
  public boolean isOtherComputing(Workload workload) {
    Integer steps = stepsPerMicrosecond(old);
    return (steps == null || !steps.equals(stepsPerMicrosecond(replacement)))
        && computes(old, workload)
        && computes(replacement, workload);
  }

  private static @Nullable Integer stepsPerMicrosecond(Results results) {
    return results.study().environment().stepsPerMicrosecond();
  }

  private static boolean computes(Results results, Workload workload) {
    return results.cells().stream()
        .anyMatch(cell -> cell.workload().equals(workload.name()) && cell.computes());
  }

  /** The variants that both studies have. */
  public List<Variant> variants() {
    Study before = old.study();
    return replacement.study().variants().stream()
        .filter(variant -> before.variant(variant.name()).isPresent())
        .toList();
  }

  public Reach reach() {
    int rounds = Math.min(old.study().rounds(), replacement.study().rounds());
    return new Reach(rounds, variants().size());
  }
}
