package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The answers of a workload along its x, for one figure.
 *
 * @param rest what tells it from the workload's other curves: the settings that do not change along
 *     it, often none, and the name of x if not all have the same
 * @param answers by ascending x
 */
public record Curve(Workload workload, Figure figure, String rest, List<Answer> answers) {
  public double[] x() {
    return answers.stream().mapToDouble(answer -> answer.question().point().x()).toArray();
  }

  /** The curves of a workload; none if it has fewer than three places on its scale. */
  static List<Curve> of(Workload workload, Figure figure, List<Answer> answers) {
    return along(answers).entrySet().stream()
        .filter(curve -> curve.getValue().size() > 2)
        .map(curve -> new Curve(workload, figure, curve.getKey(), curve.getValue()))
        .toList();
  }

  /**
   * The answers by ascending x, for each of the other settings. If x is not the same setting at all
   * points, as with slow readers and slow writers, its name is part of the key.
   */
  public static Map<String, List<Answer>> along(List<Answer> answers) {
    boolean isNamed = answers.stream().map(a -> point(a).xName()).distinct().count() > 1;
    Map<String, List<Answer>> curves = new LinkedHashMap<>();
    for (Answer answer : answers) {
      String rest = rest(point(answer), isNamed);
      curves.computeIfAbsent(rest, _ -> new ArrayList<>()).add(answer);
    }
    curves.values().forEach(curve -> curve.sort(Comparator.comparingDouble(a -> point(a).x())));
    return curves;
  }

  private static String rest(Point point, boolean isNamed) {
    return isNamed ? (point.xName() + " " + point.rest()).strip() : point.rest();
  }

  private static Point point(Answer answer) {
    return answer.question().point();
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
