package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import io.heddle.app.study.data.Place;
import java.util.List;
import java.util.stream.IntStream;
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

  private static double[] around(double value) {
    return IntStream.range(0, 10).mapToDouble(i -> value * (1 + 0.002 * i)).toArray();
  }

  private static double[] noise(double value) {
    return IntStream.range(0, 10).mapToDouble(i -> value * (i % 2 == 0 ? 0.2 : 3)).toArray();
  }

  /** The second variant is shown to be behind at 1; at 2, its median is far lower, by chance. */
  @Test
  void whatIsNotShownIsNeitherTheWorstNorTheBest() {
    Cells cells =
        new Cells(2, 10, 1, 2, 3)
            .add(0, 0, around(100))
            .add(1, 0, around(80))
            .add(0, 1, around(100))
            .add(1, 1, 20, 21, 22, 23, 24, 25, 300, 301, 302, 303)
            .add(0, 2, around(100))
            .add(1, 2, noise(100));
    List<Standing> standings = Standing.of(cells.results());
    assertThat(Standing.worst(standings, cells.variant(1)).orElseThrow().place().point())
        .isEqualTo("x=1");
    assertThat(Standing.best(standings, cells.variant(0)).orElseThrow().place().point())
        .isEqualTo("x=1");
  }

  @Test
  void aDifferenceThatHoldsComesBeforeALargerOneThatMayBeChance() {
    Cells cells =
        new Cells(2, 10, 1, 2, 3)
            .add(0, 0, around(100))
            .add(1, 0, around(80))
            .add(0, 1, 100, 101, 103, 104, 105)
            .add(1, 1, 50, 51, 52, 53, 102)
            .add(0, 2, around(100))
            .add(1, 2, around(100));
    List<Standing> standings = Standing.of(cells.results());
    assertThat(standings.stream().filter(Standing::isShown).map(s -> s.place().point()).distinct())
        .containsExactly("x=1", "x=2");
    assertThat(Standing.worst(standings, cells.variant(1)).orElseThrow().place().point())
        .isEqualTo("x=1");
  }

  /** Without the rival, nothing says what is different. */
  @Test
  void theRivalIsLookedAtWhereAVariantIsWorstAndWhereItIsBest() {
    Cells cells = cells();
    assertThat(
            Standing.extremes(Standing.of(cells.results()), List.of(cells.variant(2))).stream()
                .map(Place::toString))
        .containsExactly("work, x=2, v2", "work, x=2, v0", "work, x=3, v2", "work, x=3, v1");
  }
}
