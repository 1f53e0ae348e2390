package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Optional;

/** One variant's answer to a question: its value in each round. Never empty. */
public record Sample(Question question, Variant variant, List<Observation> observations) {
  /** Takes the valid cells that have the figure; absent if none has. */
  static Optional<Sample> of(Question question, Variant variant, List<Cell> cells) {
    List<Cell> with =
        cells.stream()
            .filter(Cell::valid)
            .filter(c -> c.figure(question.figure()).isPresent())
            .toList();
    if (with.isEmpty()) return Optional.empty();
    double[] values =
        with.stream().mapToDouble(cell -> cell.figure(question.figure()).orElseThrow()).toArray();
    return Optional.of(new Sample(question, variant, Observation.of(with, values)));
  }

  public double[] values() {
    return observations.stream().mapToDouble(Observation::value).toArray();
  }

  public double median() {
    return Median.of(values());
  }

  public Interval interval() {
    return Median.interval(values());
  }
}
