package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import io.heddle.app.study.data.Figure;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A variant that is measured twice in each round. */
final class RepetitionTest {
  private static final double[] SLOW = {1000, 1001, 1002, 1003, 1004};
  private static final double[] FAST = {1100, 1101, 1102, 1103, 1104};

  /** Two points: A differs from A by 10 % at the first one, and not at the second one. */
  private static Results results() {
    return new Cells(2, 5, 1, 2, 3)
        .add(0, 0, FAST)
        .again(0, SLOW)
        .add(1, 0, SLOW)
        .add(0, 1, FAST)
        .again(1, FAST)
        .add(1, 1, SLOW)
        .add(0, 2, FAST)
        .again(2, 1110, 1111, 1112, 1113, 1114)
        .add(1, 2, SLOW)
        .results();
  }

  @Test
  void differencesOfAFromAAreCounted() {
    Repetition again = results().repetition().orElseThrow();
    assertThat(again.variant().name()).isEqualTo("v0");
    assertThat(again.comparisons()).hasSize(3);
    assertThat(again.different()).hasSize(2);
    assertThat(again.shareDifferent()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(again.largest(Figure.THROUGHPUT).orElseThrow().question().point().name())
        .isEqualTo("x=1");
    assertThat(again.median(Figure.THROUGHPUT).orElseThrow()).isCloseTo(1.009, within(0.0005));
  }

  /** At the first point it is that of the point, elsewhere at least the median of all points. */
  @Test
  void theDoubtIsTheLargerOfTheQuestionsAndTheMedian() {
    assertThat(results().answers())
        .extracting(answer -> answer.comparisons().getFirst().noise().orElseThrow().factor())
        .satisfiesExactly(
            factor -> assertThat(factor).isCloseTo(1.0998, within(0.0005)),
            factor -> assertThat(factor).isCloseTo(1.009, within(0.0005)),
            factor -> assertThat(factor).isCloseTo(1.009, within(0.0005)));
    assertThat(results().answers())
        .extracting(answer -> answer.comparisons().getFirst().finding())
        .containsExactly(Finding.WITHIN_NOISE, Finding.DIFFERENCE, Finding.DIFFERENCE);
  }

  @Test
  void theSecondMeasurementIsNoVariantToCompare() {
    assertThat(results().answers()).allMatch(answer -> answer.samples().size() == 2);
    assertThat(results().missing()).isEmpty();
  }

  @Test
  void whatWasNotMeasuredHasNoBand() {
    Results results = new Cells(2, 5, 1).add(0, 0, FAST).add(1, 0, SLOW).results();
    assertThat(results.repetition()).isEmpty();
    assertThat(results.comparisons().getFirst().noise()).isEmpty();
  }

  @Test
  void conditionsOfTheMeasurementAreNoFigures() {
    Cells cells = new Cells(2, 5, 1).add(0, 0, FAST).again(0, SLOW).add(1, 0, SLOW);
    cells.with(Figure.OTHER_LOAD, 0, 0, SLOW);
    assertThat(cells.results().repetition().orElseThrow().figures())
        .containsExactly(Figure.THROUGHPUT);
  }

  /** A figure that is always the same, such as no errors, could not show a difference. */
  @Test
  void whatCannotDifferDoesNotCount() {
    double[] none = new double[5];
    Results results = new Cells(1, 5, 1).add(0, 0, none).again(0, none).results();
    assertThat(results.repetition().orElseThrow().telling()).isEmpty();
    assertThat(results.repetition().orElseThrow().shareDifferent()).isZero();
  }

  @Test
  void aFigureThatIsConstantOnEachSideCanDiffer() {
    double[] one = {24, 24, 24, 24, 24};
    double[] other = {25, 25, 25, 25, 25};
    Repetition again =
        new Cells(1, 5, 1).add(0, 0, one).again(0, other).results().repetition().orElseThrow();
    assertThat(again.telling()).hasSize(1);
    assertThat(again.shareDifferent()).isEqualTo(1);
  }

  /** Equal processes differ in about one of twenty comparisons, as the level says. */
  @Test
  void aQuietMachineShowsFiveOfAHundredAtMost() {
    Random random = new Random(45);
    Cells cells =
        new Cells(1, 10, random.ints(400, 1, 100_000).distinct().asDoubleStream().toArray());
    int points = cells.workload().points().size();
    for (int point = 0; point < points; point++) {
      cells.add(0, point, noisy(random)).again(point, noisy(random));
    }
    Repetition again = cells.results().repetition().orElseThrow();
    assertThat(again.telling()).hasSize(points);
    assertThat(again.shareDifferent()).isBetween(0.01, 0.08);
  }

  private static double[] noisy(Random random) {
    return random.doubles(10).map(_ -> 1000 * (1 + 0.02 * random.nextGaussian())).toArray();
  }
}
