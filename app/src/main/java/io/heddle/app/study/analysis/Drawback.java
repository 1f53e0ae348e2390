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
 * workloads.
 */
public final class Drawback {
  /** What nobody would accept without knowing it. */
  private static final double CONSIDERABLE = 2;

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
            .flatMap(answer -> largest(answer, chosen))
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

  private static Optional<Comparison> largest(Answer answer, Variant chosen) {
    return worst(
        answer.samples().stream()
            .flatMap(sample -> answer.comparison(chosen, sample.variant()).stream())
            .filter(c -> c.inverse().firstIsBetter())
            .filter(c -> NoiseBand.factor(c).orElse(1.0) >= CONSIDERABLE)
            .toList());
  }

  /** The largest one; a percentile rather than the slowest request of all. */
  private static Optional<Comparison> worst(List<Comparison> drawbacks) {
    return drawbacks.stream()
        .max(
            Comparator.<Comparison, Boolean>comparing(
                    c -> c.question().figure() != Figure.LATENCY_MAX)
                .thenComparingDouble(c -> NoiseBand.factor(c).orElse(1.0)));
  }
}
