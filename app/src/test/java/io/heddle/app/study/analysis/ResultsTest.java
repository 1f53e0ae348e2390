package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
              .noise(1.01, 0.99)
              .add(0, 0, around(random, 1050, 0.01, 10))
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

  @Test
  void aDifferenceThatAAgainstAHasTooIsNotShown() {
    double[] more = {1030, 1031, 1032, 1033, 1034};
    double[] less = {1000, 1001, 1002, 1003, 1004};
    Cells quiet = new Cells(2, 5, 1).noise(1.01).add(0, 0, more).add(1, 0, less);
    Cells loud = new Cells(2, 5, 1).noise(1.01, 0.96, 0.96).add(0, 0, more).add(1, 0, less);
    assertThat(only(quiet.results()).finding()).isEqualTo(Finding.DIFFERENCE);
    assertThat(only(loud.results()).finding()).isEqualTo(Finding.WITHIN_NOISE);
  }

  /** Single pairs vary like single rounds, and the rank test takes those into account. */
  @Test
  void onePairThatWasDisturbedHidesNoDifference() {
    double[] more = {1030, 1031, 1032, 1033, 1034};
    double[] less = {1000, 1001, 1002, 1003, 1004};
    Cells cells = new Cells(2, 5, 1).noise(0.5, 1.01, 1.02).add(0, 0, more).add(1, 0, less);
    assertThat(only(cells.results()).finding()).isEqualTo(Finding.DIFFERENCE);
  }

  @Test
  void invalidCellsAreExcludedAndListed() {
    Results results =
        new Cells(2, 5, 1)
            .add(0, 0, 10, 11, 12, 13)
            .addInvalid(0, 0, 5, 99, "the generator was the limit")
            .add(1, 0, 10, 11, 12, 13, 14)
            .results();
    assertThat(results.answers().getFirst().samples().getFirst().values())
        .containsExactly(10, 11, 12, 13);
    assertThat(results.excluded())
        .singleElement()
        .satisfies(e -> assertThat(e.reason()).isEqualTo("the generator was the limit"));
    assertThat(results.missing()).isEmpty();
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
