package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A cell that is not used, and why.
 *
 * <p>Where the figures of one variant may show what measures and not the server, the round counts
 * for none at this point: without its best rounds a fast variant would look slower, and without the
 * variant another would look like the best. Where a server fails, the round counts for the others.
 */
public record Exclusion(Cell cell, String reason) {
  private record Turn(String workload, String point, int round) {
    static Turn of(Cell cell) {
      return new Turn(cell.workload(), cell.point(), cell.round());
    }
  }

  /** Those of a study, in the order of its cells. */
  static List<Exclusion> of(List<Cell> cells) {
    Map<Turn, String> limited = limited(cells);
    List<Exclusion> exclusions = new ArrayList<>();
    for (Cell cell : cells) {
      String other = limited.get(Turn.of(cell));
      if (!cell.valid()) {
        exclusions.add(new Exclusion(cell, Objects.requireNonNull(cell.invalidReason())));
      } else if (other != null) {
        exclusions.add(new Exclusion(cell, other + " has no figures that count in this round"));
      }
    }
    return exclusions;
  }

  /** The cells in rounds that count: that a server failed in one is known, too. */
  static List<Cell> counting(List<Cell> cells) {
    Map<Turn, String> limited = limited(cells);
    return cells.stream().filter(cell -> !limited.containsKey(Turn.of(cell))).toList();
  }

  /** The rounds that count for no variant at a point, and one that is the reason. */
  private static Map<Turn, String> limited(List<Cell> cells) {
    Map<Turn, String> limited = new HashMap<>();
    for (Cell cell : cells) {
      if (isLimited(cell)) {
        limited.putIfAbsent(Turn.of(cell), cell.variant());
      }
    }
    return limited;
  }

  /** Whether a cell has no figures that count although what measures was not the reason. */
  static boolean isFailure(Cell cell) {
    return !cell.valid() && !isLimited(cell);
  }

  private static boolean isLimited(Cell cell) {
    Side side = cell.invalidSide();
    return !cell.valid() && (side == null ? wasLimited(cell) : side == Side.GENERATOR);
  }

  /**
   * The same for cells that do not tell the side. A server may also have failed in another try,
   * after the generator was the limit.
   */
  private static boolean wasLimited(Cell cell) {
    LoadResult result = cell.result();
    return result != null
        && result.limitedBy() == Side.GENERATOR
        && Objects.equals(result.limit(), cell.invalidReason());
  }
}
