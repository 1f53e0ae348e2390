package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a choice costs: in another figure at the same point, it is shown to be far worse than
 * another variant. Such figures are latencies, the time to recover, and the main figures of all
 * workloads. A worse median is none if the tail is better by at least as much: most clients then
 * wait a little longer so that nobody waits long.
 */
public final class Drawback {
  /** What nobody would accept without knowing it. */
  private static final double CONSIDERABLE = 2;

  /** In ascending order. The slowest request of all is no percentile: it is one of many. */
  private static final List<Figure> PERCENTILES =
      List.of(Figure.LATENCY_P50, Figure.LATENCY_P90, Figure.LATENCY_P99, Figure.LATENCY_P999);

  private Drawback() {}

  /**
   * The drawbacks of the choices at a point: for each, the largest one in a latency and the largest
   * one in every other figure. The choice is first in each comparison.
   */
  static List<Comparison> of(Results results, Ranking ranking) {
    Question question = ranking.answer().question();
    List<Figure> figures =
        Arrays.stream(Figure.values())
            .filter(figure -> figure != question.figure() && matters(results, figure))
            .toList();
    List<Comparison> drawbacks = new ArrayList<>();
    for (Variant chosen : ranking.chosen()) {
      List<Comparison> latencies = new ArrayList<>();
      for (Figure figure : figures) {
        results
            .answer(new Question(question.workload(), question.point(), figure))
            .filter(answer -> answer.question().isJudged())
            .flatMap(answer -> largest(results, answer, chosen))
            .ifPresent(figure.isLatency() ? latencies::add : drawbacks::add);
      }
      worst(latencies).ifPresent(drawbacks::add);
    }
    return drawbacks;
  }

  private static boolean matters(Results results, Figure figure) {
    Stream<Figure> main = results.study().workloads().stream().map(Workload::mainFigure);
    return figure.isLatency() || figure == Figure.RECOVERY_SECONDS || main.anyMatch(figure::equals);
  }

  private static Optional<Comparison> largest(Results results, Answer answer, Variant chosen) {
    return worst(
        answer.samples().stream()
            .flatMap(sample -> answer.comparison(chosen, sample.variant()).stream())
            .filter(c -> c.inverse().firstIsBetter())
            .filter(c -> factor(c) >= CONSIDERABLE)
            .filter(c -> !hasBetterTail(results, c))
            .toList());
  }

  /** Whether the first is shown to be better in a higher percentile, by at least as much. */
  private static boolean hasBetterTail(Results results, Comparison comparison) {
    Question question = comparison.question();
    int index = PERCENTILES.indexOf(question.figure());
    return index >= 0
        && PERCENTILES.stream()
            .skip(index + 1)
            .map(higher -> new Question(question.workload(), question.point(), higher))
            .flatMap(higher -> results.answer(higher).stream())
            .flatMap(
                higher ->
                    higher
                        .comparison(comparison.first().variant(), comparison.second().variant())
                        .stream())
            .anyMatch(c -> c.firstIsBetter() && factor(c) >= factor(comparison));
  }

  private static double factor(Comparison comparison) {
    return NoiseBand.factor(comparison).orElse(1.0);
  }

  /** The largest one; a percentile rather than the slowest request of all. */
  private static Optional<Comparison> worst(List<Comparison> drawbacks) {
    return drawbacks.stream()
        .max(
            Comparator.<Comparison, Boolean>comparing(
                    c -> c.question().figure() != Figure.LATENCY_MAX)
                .thenComparingDouble(Drawback::factor));
  }
}
