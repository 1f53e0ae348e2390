package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The answers of a workload along its x, for one figure.
 *
 * @param rest the settings that do not change along it, often empty
 * @param answers by ascending x
 */
public record Curve(Workload workload, Figure figure, String rest, List<Answer> answers) {
  public double[] x() {
    return answers.stream().mapToDouble(answer -> answer.question().point().x()).toArray();
  }

  /** The curves of a workload; none if it has fewer than three places on its scale. */
  static List<Curve> of(Workload workload, Figure figure, List<Answer> answers) {
    return answers.stream()
        .map(answer -> answer.question().point().rest())
        .distinct()
        .map(rest -> new Curve(workload, figure, rest, along(rest, answers)))
        .filter(curve -> curve.answers().size() > 2)
        .toList();
  }

  private static List<Answer> along(String rest, List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.question().point().rest().equals(rest))
        .sorted(Comparator.comparingDouble(answer -> answer.question().point().x()))
        .toList();
  }

  /** A variant's medians; NaN where it has no sample. */
  double[] medians(Variant variant) {
    return answers.stream()
        .mapToDouble(answer -> answer.sample(variant).map(Sample::median).orElse(Double.NaN))
        .toArray();
  }

  /** A variant's values in one round; NaN where it has none. */
  double[] round(Variant variant, int round) {
    return answers.stream()
        .mapToDouble(
            answer ->
                answer.sample(variant).stream()
                    .flatMap(sample -> sample.observations().stream())
                    .filter(observation -> observation.round() == round)
                    .mapToDouble(Observation::value)
                    .findFirst()
                    .orElse(Double.NaN))
        .toArray();
  }

  /** The rounds in which all these variants have a value at every point. */
  List<Integer> completeRounds(Variant... variants) {
    int last =
        answers.stream()
            .flatMap(answer -> answer.samples().stream())
            .flatMap(sample -> sample.observations().stream())
            .mapToInt(Observation::round)
            .max()
            .orElse(0);
    return IntStream.rangeClosed(1, last)
        .filter(
            round ->
                List.of(variants).stream()
                    .allMatch(
                        v ->
                            IntStream.range(0, answers.size())
                                .noneMatch(i -> Double.isNaN(round(v, round)[i]))))
        .boxed()
        .collect(Collectors.toList());
  }

  /**
   * The x at a share of the way between two neighbours: on a logarithmic scale if all are positive.
   */
  double between(int left, double share) {
    double[] x = x();
    if (x[0] <= 0) return x[left] + share * (x[left + 1] - x[left]);
    return Math.exp(Math.log(x[left]) + share * (Math.log(x[left + 1]) - Math.log(x[left])));
  }
}
