package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Side;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ResultsTest {
  private static double[] around(Random random, double mean, double deviation, int count) {
    return random.doubles(count).map(_ -> mean * (1 + deviation * random.nextGaussian())).toArray();
  }

  private static Comparison only(Results results) {
    return results.comparisons().getFirst();
  }

  /** Four variants that do not differ: at least 95 of 100 studies must say so of all six pairs. */
  @Test
  void aAgainstAShowsNoDifference() {
    for (int rounds : new int[] {5, 10}) {
      Random random = new Random(42);
      int studies = 400;
      int clean = 0;
      for (int i = 0; i < studies; i++) {
        Cells cells = new Cells(4, rounds, 1);
        for (int variant = 0; variant < 4; variant++) {
          cells.add(variant, 0, around(random, 1000, 0.02, rounds));
        }
        if (cells.results().comparisons().stream().noneMatch(Comparison::isShown)) {
          clean++;
        }
      }
      assertThat(clean).as("%d rounds", rounds).isGreaterThanOrEqualTo(studies * 95 / 100);
      assertThat(clean).as("a test that never shows anything").isLessThan(studies);
    }
  }

  @Test
  void tenRoundsFindAShiftOfFivePercentInNoiseOfOnePercent() {
    Random random = new Random(43);
    for (int i = 0; i < 200; i++) {
      Results results =
          new Cells(2, 10, 1)
              .add(0, 0, around(random, 1050, 0.01, 10))
              .again(0, around(random, 1050, 0.01, 10))
              .add(1, 0, around(random, 1000, 0.01, 10))
              .results();
      assertThat(only(results).firstIsBetter()).isTrue();
      assertThat(only(results).effect().orElseThrow().ratio()).isCloseTo(1.05, within(0.02));
    }
  }

  /** The interval has the true ratio in it as often as it says. */
  @Test
  void intervalsCoverTheTrueRatio() {
    Random random = new Random(44);
    int covered = 0;
    for (int i = 0; i < 2000; i++) {
      Effect effect =
          Effect.of(around(random, 1200, 0.03, 6), around(random, 1000, 0.03, 6)).orElseThrow();
      covered += effect.interval().contains(1.2) ? 1 : 0;
    }
    assertThat(covered / 2000.0).isGreaterThan(0.94).isLessThan(0.985);
  }

  @Test
  void threeRoundsShowNothingHoweverFarApart() {
    Results results = new Cells(2, 3, 1).add(0, 0, 900, 901, 902).add(1, 0, 1, 2, 3).results();
    assertThat(only(results).finding()).isEqualTo(Finding.TOO_FEW_ROUNDS);
    assertThat(only(results).finding().words()).isEqualTo("no difference shown");
  }

  @Test
  void fiveRoundsShowADifferenceOfFourVariants() {
    Cells cells = new Cells(4, 5, 1);
    for (int variant = 0; variant < 4; variant++) {
      double base = 1000 * (variant + 1);
      cells.add(variant, 0, base, base + 1, base + 2, base + 3, base + 4);
    }
    assertThat(cells.results().comparisons()).hasSize(6).allMatch(Comparison::isShown);
  }

  private static final double[] MORE = {1030, 1031, 1032, 1033, 1034};
  private static final double[] LESS = {1000, 1001, 1002, 1003, 1004};

  @Test
  void aDifferenceThatAAgainstAHasTooIsNotShown() {
    Cells quiet = new Cells(2, 5, 1).add(0, 0, MORE).add(1, 0, LESS);
    quiet.again(0, 1034, 1033, 1032, 1031, 1030);
    Cells loud = new Cells(2, 5, 1).add(0, 0, MORE).add(1, 0, LESS);
    loud.again(0, 1070, 1071, 1072, 1073, 1074);
    assertThat(only(quiet.results()).finding()).isEqualTo(Finding.DIFFERENCE);
    assertThat(only(loud.results()).finding()).isEqualTo(Finding.WITHIN_NOISE);
  }

  /** Four rounds can give p = 0.029 at best, which is too much for one of six comparisons. */
  @Test
  void whereNothingCouldBeShownThereAreTooFewRounds() {
    Cells cells = new Cells(4, 4, 1);
    for (int variant = 0; variant < 4; variant++) {
      cells.add(variant, 0, 1000 + variant, 1010, 990, 1005);
    }
    assertThat(cells.results().comparisons())
        .hasSize(6)
        .extracting(Comparison::finding)
        .containsOnly(Finding.TOO_FEW_ROUNDS);
    Cells two =
        new Cells(2, 4, 1).add(0, 0, 1000, 1010, 990, 1005).add(1, 0, 1001, 1011, 991, 1004);
    assertThat(only(two.results()).finding()).isEqualTo(Finding.NOT_SIGNIFICANT);
  }

  @Test
  void aGeneratorNearItsLimitMayHideADifference() {
    Cells cells = new Cells(2, 5, 1).busy(0.79).add(0, 0, LESS).busy(0.81).add(1, 0, LESS);
    assertThat(only(cells.results()).finding()).isEqualTo(Finding.GENERATOR_NEAR_LIMIT);
    assertThat(only(cells.results()).isSameWithin(0.1)).isFalse();
    Cells idle = new Cells(2, 5, 1).busy(0.79).add(0, 0, LESS).add(1, 0, LESS);
    assertThat(only(idle.results()).finding()).isEqualTo(Finding.NOT_SIGNIFICANT);
    assertThat(only(idle.results()).isSameWithin(0.1)).isTrue();
  }

  @Test
  void aDifferenceThatIsShownIsShownWhateverTheGeneratorDid() {
    Cells cells = new Cells(2, 5, 1).busy(0.95).add(0, 0, MORE).add(1, 0, LESS);
    assertThat(only(cells.results()).finding()).isEqualTo(Finding.DIFFERENCE);
  }

  /** p = 0.008, which is small enough for one question, but not for one of seven. */
  @Test
  void aVerdictIsMarkedIfItIsOneOfTooMany() {
    Cells one = new Cells(2, 5, 1).add(0, 0, MORE).add(1, 0, LESS);
    assertThat(only(one.results()).holdsOverMain()).isTrue();
    Cells many = new Cells(2, 5, 1, 2, 3, 4, 5, 6, 7).add(0, 0, MORE).add(1, 0, LESS);
    for (int point = 1; point < 7; point++) {
      many.add(0, point, LESS).add(1, point, LESS);
    }
    assertThat(only(many.results()).isShown()).isTrue();
    assertThat(only(many.results()).holdsOverMain()).isFalse();
  }

  @Test
  void onlyMainFiguresAreCorrectedForTogether() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, MORE)
            .add(1, 0, LESS)
            .with(Figure.RSS, 0, 0, MORE)
            .with(Figure.RSS, 1, 0, LESS)
            .results();
    assertThat(results.reachOfMain().comparisons()).isEqualTo(1);
    assertThat(results.comparisons()).hasSize(2);
    assertThat(results.comparisons().getLast().correctedOverMain()).isEmpty();
  }

  @Test
  void invalidCellsAreExcludedAndListed() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 10, 11, 12, 13)
            .addInvalid(0, 0, 5, 99, "the server ended")
            .add(1, 0, 10, 11, 12, 13, 14)
            .results();
    assertThat(results.answers().getFirst().samples().getFirst().values())
        .containsExactly(10, 11, 12, 13);
    assertThat(results.excluded())
        .singleElement()
        .satisfies(e -> assertThat(e.reason()).isEqualTo("the server ended"));
    assertThat(results.missing()).isEmpty();
  }

  @Test
  void whereTheGeneratorWasTheLimitForOneTheRoundCountsForNone() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 10, 11, 12, 13)
            .addLimited(0, 0, 5, 99)
            .add(1, 0, 10, 11, 12, 13, 14)
            .again(0, 10, 11, 12, 13, 15)
            .results();
    assertThat(results.answers().getFirst().samples())
        .hasSize(2)
        .allSatisfy(sample -> assertThat(sample.values()).containsExactly(10, 11, 12, 13));
    assertThat(results.excluded())
        .extracting(exclusion -> exclusion.cell().variant(), Exclusion::reason)
        .containsExactly(
            tuple("v0", "it was late"),
            tuple("v1", "v0 has no figures that count in this round"),
            tuple("v0-again", "v0 has no figures that count in this round"));
    assertThat(results.used()).hasSize(12);
  }

  @Test
  void whereAServerIsTooSlowTheRoundCountsForTheOthers() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 10, 11, 12, 13)
            .addSlow(0, 0, 5, 1)
            .add(1, 0, 10, 11, 12, 13, 14)
            .results();
    assertThat(results.answers().getFirst().samples())
        .extracting(sample -> sample.observations().size())
        .containsExactly(4, 5);
    assertThat(results.excluded())
        .extracting(exclusion -> exclusion.cell().variant(), Exclusion::reason)
        .containsExactly(tuple("v0", "it was slow"));
  }

  /**
   * Such as a processor that a server could not be bound to: that says nothing about the server.
   */
  @Test
  void whereWhatMeasuresFailsTheRoundCountsForNone() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 1, 2, 3, 4)
            .add(1, 0, 6, 7, 8, 9, 10)
            .addInvalid(0, 0, 5, 1, "it could not be bound", Side.GENERATOR)
            .results();
    assertThat(results.excluded()).hasSize(2);
    assertThat(results.answers().getFirst().shortfalls()).isEmpty();
  }

  /** The generator was late in the first try, which is the one with figures. */
  @Test
  void whereAServerFailsInTheSecondTryTheRoundCountsForTheOthers() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 10, 11, 12, 13)
            .addLimited(0, 0, 5, 99, "the server ended")
            .add(1, 0, 10, 11, 12, 13, 14)
            .results();
    assertThat(results.excluded())
        .extracting(exclusion -> exclusion.cell().variant(), Exclusion::reason)
        .containsExactly(tuple("v0", "the server ended"));
  }

  /** Four rounds against five: p = 0.016, times 6 pairs. */
  @Test
  void samplesThatDoNotOverlapButAreTooFewAreCalledSo() {
    Cells cells = new Cells(4, 5, 1).add(3, 0, 1, 2, 3, 4);
    for (int variant = 0; variant < 3; variant++) {
      cells.add(variant, 0, 1000, 1001, 1002, 1003, 1004);
    }
    assertThat(cells.results().answers().getFirst().comparisons())
        .filteredOn(c -> c.second().variant().name().equals("v3"))
        .extracting(Comparison::finding)
        .containsOnly(Finding.TOO_FEW_ROUNDS);
  }

  @Test
  void missingCellsAreListed() {
    Results results = new Cells(1, 3, 1).add(0, 0, 10, 11).results();
    assertThat(results.missing()).singleElement().extracting("round").isEqualTo(3);
  }

  @Test
  void outliersAreFlaggedAndKept() {
    Results results = new Cells(1, 6, 1).add(0, 0, 100, 101, 99, 100.5, 99.5, 140).results();
    assertThat(results.outliers()).extracting(Observation::value).containsExactly(140.0);
    assertThat(results.answers().getFirst().samples().getFirst().values()).contains(140.0);
  }

  @Test
  void aPauseMoreIsNoOutlier() {
    Cells cells = new Cells(1, 5, 1).add(0, 0, LESS);
    cells.with(Figure.GC_PAUSES, 0, 0, 0, 0, 0, 0, 1);
    cells.with(Figure.GC_PAUSE_TOTAL, 0, 0, 0, 0, 0, 0, 0.004);
    assertThat(cells.results().outliers()).isEmpty();
    cells.with(Figure.GC_PAUSES, 0, 0, 0, 0, 0, 0, 7);
    assertThat(cells.results().outliers()).extracting(Observation::value).containsExactly(7.0);
  }

  @Test
  void steadyValuesHaveNoOutliers() {
    Results results = new Cells(1, 5, 1).add(0, 0, 100, 100, 100, 100, 101).results();
    assertThat(results.outliers()).isEmpty();
  }

  @Test
  void theBestAreTheLeaderAndWhatIsNotShownToBeBehind() {
    Results results =
        new Cells(3, 5, 1)
            .add(0, 0, 1000, 1010, 1020, 1030, 1040)
            .add(1, 0, 1005, 1012, 1018, 1031, 1037)
            .add(2, 0, 500, 501, 502, 503, 504)
            .results();
    Answer answer = results.answers().getFirst();
    assertThat(answer.best()).extracting("name").containsExactly("v0", "v1");
    assertThat(answer.behind()).extracting(c -> c.second().variant().name()).containsExactly("v2");
  }
}
