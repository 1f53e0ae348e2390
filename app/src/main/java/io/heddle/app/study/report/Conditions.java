package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells in which something other than the server's work took a part.
 *
 * @param summary how many there are
 * @param cells each of them
 */
record Conditions(String summary, List<String> cells) {
  /** Above this share, the compilers were still at work. */
  private static final double COMPILERS = 0.05;

  /** Above this many processors, other programs were. */
  private static final double OTHERS = 0.1;

  static List<Conditions> of(Results results) {
    return List.of(
        of(
            results,
            Figure.COMPILER_SHARE,
            COMPILERS,
            "the compilers used more than 5 % of the server's CPU time"),
        of(
            results,
            Figure.OTHER_LOAD,
            OTHERS,
            "other programs used more than a tenth of a processor"));
  }

  private static Conditions of(Results results, Figure figure, double limit, String words) {
    List<Cell> known =
        results.used().stream().filter(cell -> cell.figure(figure).isPresent()).toList();
    if (known.isEmpty()) return new Conditions("Not measured: whether " + words + ".", List.of());
    List<String> above = new ArrayList<>();
    for (Cell cell : known) {
      double value = cell.figure(figure).orElseThrow();
      if (value > limit) {
        above.add(cell.key() + ": " + Quantity.rough(figure.unit(), value));
      }
    }
    return new Conditions(
        "In %,d of %s, %s.".formatted(above.size(), Count.of(known.size(), "cell"), words), above);
  }

  boolean hasCells() {
    return !cells.isEmpty();
  }
}
