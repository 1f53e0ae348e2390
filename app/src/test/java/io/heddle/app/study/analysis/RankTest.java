package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;

/** The exact rank test and what is built on it, against tables and another implementation. */
final class RankTest {
  /** Permeability of membranes, an example of Hollander and Wolfe, also in R's wilcox.test. */
  private static final double[] AT_TERM = {
    0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46
  };

  private static final double[] EARLIER = {1.15, 0.88, 0.90, 0.74, 1.21};

  @Test
  void pIsThatOfThePublishedExample() {
    // Published: W = 35, one-sided p = 0.1272; the distribution without ties is symmetric.
    assertThat(RankSum.p(AT_TERM, EARLIER)).isCloseTo(0.2544, within(0.0001));
  }

  /** Published: a shift of 0.305, with an interval from -0.15 to 0.76. */
  @Test
  void theShiftIsThatOfThePublishedExample() {
    Shift shift = Shift.of(AT_TERM, EARLIER);
    assertThat(shift.value()).isCloseTo(0.305, within(1e-9));
    assertThat(shift.interval().low()).isCloseTo(-0.15, within(1e-9));
    assertThat(shift.interval().high()).isCloseTo(0.76, within(1e-9));
    assertThat(shift.interval().confidence()).isBetween(0.95, 0.98);
  }

  @Test
  void smallestPIsTwoInAllWaysToDealTheRanks() {
    assertThat(RankSum.smallestP(3, 3)).isCloseTo(2.0 / 20, within(1e-12));
    assertThat(RankSum.smallestP(4, 4)).isCloseTo(2.0 / 70, within(1e-12));
    assertThat(RankSum.smallestP(5, 5)).isCloseTo(2.0 / 252, within(1e-12));
    assertThat(RankSum.smallestP(10, 10)).isCloseTo(2.0 / 184_756, within(1e-12));
  }

  /** The two-sided critical values of U at 5 % that statistics books print. */
  @Test
  void criticalValuesAreThoseOfTheTables() {
    assertThat(RankSum.pairsOutside(3, 3, 0.95)).isEqualTo(-1);
    assertThat(RankSum.pairsOutside(4, 4, 0.95)).isZero();
    assertThat(RankSum.pairsOutside(5, 5, 0.95)).isEqualTo(2);
    assertThat(RankSum.pairsOutside(5, 8, 0.95)).isEqualTo(6);
    assertThat(RankSum.pairsOutside(8, 8, 0.95)).isEqualTo(13);
    assertThat(RankSum.pairsOutside(10, 10, 0.95)).isEqualTo(23);
    assertThat(RankSum.pairsOutside(20, 20, 0.95)).isEqualTo(127);
  }

  @Test
  void pIsThatOfCommonsStatisticsWithoutTies() {
    Random random = new Random(7);
    MannWhitneyUTest other =
        MannWhitneyUTest.withDefaults()
            .with(PValueMethod.EXACT)
            .with(AlternativeHypothesis.TWO_SIDED);
    for (int i = 0; i < 300; i++) {
      double[] first = random.doubles(3 + random.nextInt(8)).toArray();
      double[] second = random.doubles(3 + random.nextInt(8)).map(v -> v + 0.2).toArray();
      assertThat(RankSum.p(first, second))
          .isCloseTo(other.test(first, second).getPValue(), within(1e-9));
    }
  }

  /**
   * Why the library is not used in the study: with ties, which counts often have, its p is an
   * approximation. It would find a difference in three rounds that chance alone shows in one of ten
   * studies.
   */
  @Test
  void withTiesOnlyOursIsExact() {
    double[] first = {1, 1, 1};
    double[] second = {2, 2, 2};
    assertThat(RankSum.p(first, second)).isCloseTo(2.0 / 20, within(1e-12));
    MannWhitneyUTest other = MannWhitneyUTest.withDefaults().with(PValueMethod.EXACT);
    assertThat(other.test(first, second).getPValue()).isCloseTo(0.047, within(0.001));
  }

  /** All 20 ways to deal {1, 2, 2, 2, 3, 4} to two samples of three, counted by hand. */
  @Test
  void tiesShareTheirRanks() {
    // Doubled ranks 2, 6, 6, 6, 10, 12; the sum of (1, 2, 2) is 14, the mean 21. As far away are
    // the sums 14 (three ways) and 28 (6 + 10 + 12, three ways).
    assertThat(RankSum.p(new double[] {1, 2, 2}, new double[] {2, 3, 4}))
        .isCloseTo(6.0 / 20, within(1e-12));
  }

  @Test
  void effectIsTheMedianOfTheRatiosOfAllPairs() {
    // On logarithms to base 2: 3, 4, 5, 6, 7 against 0 to 4. 25 differences, whose median is 3;
    // two are outside of the interval at each side.
    double[] first = {8, 16, 32, 64, 128};
    double[] second = {1, 2, 4, 8, 16};
    Effect effect = Effect.of(first, second).orElseThrow();
    assertThat(effect.ratio()).isCloseTo(8, within(1e-9));
    assertThat(effect.interval().low()).isCloseTo(1, within(1e-9));
    assertThat(effect.interval().high()).isCloseTo(64, within(1e-9));
    assertThat(effect.interval().confidence()).isCloseTo(1 - 8.0 / 252, within(1e-9));
  }

  @Test
  void threeRoundsHaveARangeOnly() {
    Effect effect = Effect.of(new double[] {2, 4, 8}, new double[] {1, 1.1, 1.2}).orElseThrow();
    assertThat(effect.interval().isRangeOnly()).isTrue();
    assertThat(effect.interval().low()).isCloseTo(2 / 1.2, within(1e-9));
    assertThat(effect.interval().high()).isCloseTo(8, within(1e-9));
    assertThat(effect.interval().confidence()).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void valuesThatAreNotPositiveHaveNoRatio() {
    assertThat(Effect.of(new double[] {0, 1, 2, 3}, new double[] {1, 2, 3, 4})).isEmpty();
  }

  /** Holm's own example: 0.01, 0.04, 0.03 and 0.005 become 0.03, 0.06, 0.06 and 0.02. */
  @Test
  void holmIsThatOfThePublishedExample() {
    assertThat(Holm.correct(0.01, 0.04, 0.03, 0.005))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.03, 0.06, 0.06, 0.02);
  }

  @Test
  void correctedPIsNeverAboveOne() {
    assertThat(Arrays.stream(Holm.correct(0.6, 0.7, 0.9)).max()).hasValue(1);
  }

  /** The exact ranks for a 95 % interval of a median, as tables have them. */
  @Test
  void mediansHaveTheIntervalsOfTheTables() {
    assertThat(Median.interval(1, 2, 3, 4, 5)).isEqualTo(new Interval(1, 5, 0.9375));
    assertThat(Median.interval(1, 2, 3, 4, 5, 6)).isEqualTo(new Interval(1, 6, 1 - 2.0 / 64));
    assertThat(Median.interval(1, 2, 3, 4, 5, 6, 7, 8))
        .isEqualTo(new Interval(1, 8, 1 - 2.0 / 256));
    assertThat(Median.interval(9, 8, 7, 6, 5, 4, 3, 2, 1))
        .isEqualTo(new Interval(2, 8, 1 - 20.0 / 512));
    double[] twenty = new double[20];
    Arrays.setAll(twenty, i -> i + 1);
    assertThat(Median.interval(twenty).low()).isEqualTo(6);
    assertThat(Median.interval(twenty).high()).isEqualTo(15);
  }

  @Test
  void mediansHaveTheIntervalsOfTheBinomialDistribution() {
    for (int n = 6; n <= 40; n++) {
      double[] values = new double[n];
      Arrays.setAll(values, i -> i + 1);
      int low = BinomialDistribution.of(n, 0.5).inverseCumulativeProbability(0.025);
      assertThat(Median.interval(values).low()).as("%d values", n).isEqualTo(low);
      assertThat(Median.interval(values).high()).as("%d values", n).isEqualTo(n + 1 - low);
    }
  }

  @Test
  void reachSaysHowManyRoundsAreNeeded() {
    assertThat(new Reach(5, 6).canShow()).isTrue();
    assertThat(new Reach(5, 7).canShow()).isFalse();
    assertThat(new Reach(5, 7).roundsNeeded()).isEqualTo(6);
    assertThat(new Reach(3, 1).canShow()).isFalse();
    assertThat(new Reach(3, 1).roundsNeeded()).isEqualTo(4);
  }
}
