package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Latencies;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Optional;

/**
 * What a variant lacks at a point: rounds in which its server failed, or the figure in all rounds.
 *
 * @param failed in how many rounds its server failed, or left so many requests unanswered that a
 *     latency is endless
 * @param rounds in how many it was measured
 * @param isAbsent whether no round that counts has the figure
 * @param isEndless whether unanswered requests are the reason for some of these rounds
 */
public record Shortfall(
    Point point, Variant variant, int failed, int rounds, boolean isAbsent, boolean isEndless) {
  /** Absent if the variant has all that it should have. */
  static Optional<Shortfall> of(
      Question question, Variant variant, List<Cell> cells, boolean isAbsent) {
    int failed = failures(question.figure(), cells);
    return failed == 0 && !isAbsent
        ? Optional.empty()
        : Optional.of(
            new Shortfall(
                question.point(),
                variant,
                failed,
                cells.size(),
                isAbsent,
                cells.stream().anyMatch(c -> isEndless(c, question.figure()))));
  }

  /** In how many cells the server failed, or left so many requests unanswered. */
  static int failures(Figure figure, List<Cell> cells) {
    return (int) cells.stream().filter(c -> Exclusion.isFailure(c) || isEndless(c, figure)).count();
  }

  /** Whether the figure falls among requests without a response. */
  private static boolean isEndless(Cell cell, Figure figure) {
    LoadResult result = cell.result();
    return cell.valid()
        && cell.figure(figure).isEmpty()
        && result != null
        && Latencies.isEndless(result, figure);
  }

  /** Whether the server failed whenever it was measured. */
  public boolean isComplete() {
    return failed > 0 && failed == rounds;
  }
}
