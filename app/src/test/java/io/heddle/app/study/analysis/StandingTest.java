package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StandingTest {
  /** Three variants at three points: the last one is far behind at 2, and ahead at 3. */
  private static Cells cells() {
    return new Cells(3, 1, 1, 2, 3)
        .add(0, 0, 100)
        .add(1, 0, 110)
        .add(2, 0, 99)
        .add(0, 1, 100)
        .add(1, 1, 80)
        .add(2, 1, 25)
        .add(0, 2, 100)
        .add(1, 2, 120)
        .add(2, 2, 180);
  }

  @Test
  void theWorstIsWhereTheBestOtherIsFurthestAhead() {
    Cells cells = cells();
    Standing worst = Standing.worst(Standing.of(cells.results()), cells.variant(2)).orElseThrow();
    assertThat(worst.question().point().name()).isEqualTo("x=2");
    assertThat(worst.rival()).isEqualTo(cells.variant(0));
    assertThat(worst.ratio()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void theBestIsComparedWithTheBestOther() {
    Cells cells = cells();
    Standing best = Standing.best(Standing.of(cells.results()), cells.variant(2)).orElseThrow();
    assertThat(best.question().point().name()).isEqualTo("x=3");
    assertThat(best.rival()).isEqualTo(cells.variant(1));
    assertThat(best.ratio()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void oneVariantAloneHasNoStanding() {
    assertThat(Standing.of(new Cells(1, 1, 1).add(0, 0, 100).results())).isEqualTo(List.of());
  }

  @Test
  void excludedCellsDoNotCount() {
    Cells cells = new Cells(2, 1, 1).add(0, 0, 100).addInvalid(1, 0, 1, 10, "limit");
    assertThat(Standing.of(cells.results())).isEmpty();
  }
}
