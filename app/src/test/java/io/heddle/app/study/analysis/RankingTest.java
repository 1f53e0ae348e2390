package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import org.junit.jupiter.api.Test;

/** What may be chosen. */
final class RankingTest {
  private static final double[] FAST = {1000, 1002, 1004, 1006, 1008, 1010};
  private static final double[] AS_FAST = {1001, 1003, 1005, 1007, 1009, 999};
  private static final double[] WIDE = {400, 600, 900, 995, 1005, 1100};
  private static final double[] SLOW = {500, 501, 502, 503, 504, 505};
  private static final double[] SLOWER = {450, 451, 452, 453, 454, 455};

  private static Ranking ranking(double[]... variants) {
    return results(variants).answers().getFirst().ranking();
  }

  private static Results results(double[]... variants) {
    return cells(variants).results();
  }

  private static Cells cells(double[]... variants) {
    Cells cells = new Cells(variants.length, variants[0].length, 1);
    for (int i = 0; i < variants.length; i++) {
      cells.add(i, 0, variants[i]);
    }
    return cells;
  }

  @Test
  void aTieIsAnyOfThem() {
    Ranking ranking = ranking(FAST, AS_FAST, FAST);
    assertThat(ranking.isAny()).isTrue();
    assertThat(ranking.beaten()).isEmpty();
    assertThat(ranking.undecided()).isEmpty();
  }

  private static final double[] NONE = new double[6];
  private static final double[] MANY = {0.1, 0.11, 0.12, 0.13, 0.14, 0.15};
  private static final double[] FEW = {0.001, 0, 0.002, 0, 0.001, 0};

  /** Otherwise a server that refuses would be the fastest. */
  @Test
  void aVariantThatAnswersWithErrorsIsNoChoice() {
    Cells cells = cells(FAST, SLOW, SLOWER);
    for (int variant = 0; variant < 3; variant++) {
      cells.with(Figure.ERROR_SHARE, variant, 0, variant == 0 ? MANY : NONE);
    }
    Ranking ranking = cells.results().answers().getFirst().ranking();
    assertThat(ranking.leader()).isEqualTo(cells.variant(1));
    assertThat(ranking.chosen()).containsExactly(cells.variant(1));
    assertThat(ranking.beaten()).containsExactly(cells.variant(2));
    Comparison comparison =
        ranking.answer().comparison(cells.variant(0), cells.variant(1)).orElseThrow();
    assertThat(comparison.finding()).isEqualTo(Finding.FLAWED);
  }

  /** The slowest has so many errors, too, that the fastest is better than it. */
  @Test
  void aVariantWithErrorsIsNoChoiceBesideOneWithout() {
    Cells cells = cells(FAST, SLOW, SLOWER);
    double[] nearlyMany = {0.095, 0.105, 0.115, 0.125, 0.135, 0.145};
    cells.with(Figure.ERROR_SHARE, 0, 0, MANY);
    cells.with(Figure.ERROR_SHARE, 1, 0, NONE);
    cells.with(Figure.ERROR_SHARE, 2, 0, nearlyMany);
    Answer answer = cells.results().answers().getFirst();
    assertThat(answer.comparison(cells.variant(0), cells.variant(2)).orElseThrow().isShown())
        .isTrue();
    assertThat(answer.ranking().chosen()).containsExactly(cells.variant(1));
    assertThat(answer.best()).containsExactly(cells.variant(1));
  }

  /** Three failures in ten rounds are a fifth more than one. */
  @Test
  void aFifthMoreFailuresAreMany() {
    Cells cells = new Cells(2, 10, 1);
    cells.add(0, 0, 1000, 1001, 1002, 1003, 1004, 1005, 1006);
    cells.add(1, 0, 500, 501, 502, 503, 504, 505, 506, 507, 508);
    for (int round = 8; round <= 10; round++) {
      cells.addInvalid(0, 0, round, 1, "the server ended");
    }
    cells.addInvalid(1, 0, 10, 1, "the server ended");
    assertThat(cells.results().answers().getFirst().ranking().chosen()).isEmpty();
  }

  /** Where the generator was the limit for one, the round counts for none: nor does a failure. */
  @Test
  void aFailureInARoundThatDoesNotCountIsNone() {
    Cells cells = new Cells(2, 7, 1).add(0, 0, FAST).add(1, 0, SLOW);
    cells.addInvalid(0, 0, 7, 1, "the server ended").addLimited(1, 0, 7, 1);
    assertThat(cells.results().answers().getFirst().sample(cells.variant(0)))
        .hasValueSatisfying(sample -> assertThat(sample.failures()).isZero());
  }

  @Test
  void aVariantWithErrorsIsNotAnyOfThem() {
    Cells cells = cells(FAST, AS_FAST);
    cells.with(Figure.ERROR_SHARE, 0, 0, MANY).with(Figure.ERROR_SHARE, 1, 0, NONE);
    Ranking ranking = cells.results().answers().getFirst().ranking();
    assertThat(ranking.isAny()).isFalse();
    assertThat(ranking.chosen()).isEmpty();
  }

  /** A few errors, or as many as with others, do not matter; nor where the figure counts them. */
  @Test
  void whereErrorsDoNotTellVariantsApartTheFastestIsTheChoice() {
    for (double[][] errors : new double[][][] {{FEW, NONE}, {MANY, MANY}, {NONE, MANY}}) {
      Cells cells = cells(FAST, SLOW);
      cells.with(Figure.ERROR_SHARE, 0, 0, errors[0]).with(Figure.ERROR_SHARE, 1, 0, errors[1]);
      Ranking ranking = cells.results().answers().getFirst().ranking();
      assertThat(ranking.chosen()).containsExactly(cells.variant(0));
    }
    Cells overload = cells(FAST, SLOW);
    overload.with(Figure.ERROR_SHARE, 0, 0, MANY).with(Figure.ERROR_SHARE, 1, 0, NONE);
    overload.with(Figure.GOODPUT, 0, 0, FAST).with(Figure.GOODPUT, 1, 0, SLOW);
    overload.about(Figure.GOODPUT);
    Ranking ranking = overload.results().mainAnswers(overload.workload()).getFirst().ranking();
    assertThat(ranking.chosen()).containsExactly(overload.variant(0));
  }

  /** The rounds that are left are those in which it was good. */
  @Test
  void aVariantThatFailsInManyRoundsIsNoChoice() {
    Cells cells = new Cells(2, 8, 1);
    cells.add(0, 0, FAST).add(1, 0, SLOW);
    cells.addInvalid(0, 0, 7, 1, "the server ended").addInvalid(0, 0, 8, 1, "the server ended");
    Ranking ranking = cells.results().answers().getFirst().ranking();
    assertThat(ranking.leader()).isEqualTo(cells.variant(1));
    assertThat(ranking.chosen()).isEmpty();
  }

  /** Errors in five of twelve rounds: the medians of both are 0, and there is no ratio. */
  @Test
  void withEqualMediansTheRanksSayWhichIsBetter() {
    double[] answered = {1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011};
    double[] errors = {0, 0, 0, 0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 0.5};
    Cells cells = cells(answered, answered);
    cells.with(Figure.ERROR_SHARE, 0, 0, errors).with(Figure.ERROR_SHARE, 1, 0, new double[12]);
    Point point = cells.workload().points().getFirst();
    Question question = new Question(cells.workload(), point, Figure.ERROR_SHARE);
    Comparison comparison =
        cells
            .results()
            .answer(question)
            .orElseThrow()
            .comparison(cells.variant(0), cells.variant(1))
            .orElseThrow();
    assertThat(comparison.isShown()).isTrue();
    assertThat(comparison.firstIsBetter()).isFalse();
    assertThat(comparison.inverse().firstIsBetter()).isTrue();
  }

  /** A server that answers more has more of them. */
  @Test
  void collectionsAreNotJudged() {
    Cells cells = cells(FAST, SLOW);
    Point point = cells.workload().points().getFirst();
    assertThat(new Question(cells.workload(), point, Figure.GC_PAUSES).isJudged()).isFalse();
    assertThat(new Question(cells.workload(), point, Figure.GC_PAUSE_TOTAL).isJudged()).isFalse();
    assertThat(new Question(cells.workload(), point, Figure.LATENCY_MAX).isJudged()).isTrue();
  }

  /** The middle one overlaps all others, so nothing is known of it. */
  @Test
  void whoIsNeitherBehindNorShownToBeAheadIsUndecided() {
    Ranking ranking = ranking(FAST, WIDE, SLOW);
    assertThat(ranking.chosen()).extracting(Variant::name).containsExactly("v0");
    assertThat(ranking.beaten()).extracting(Variant::name).containsExactly("v2");
    assertThat(ranking.undecided()).extracting(Variant::name).containsExactly("v1");
    assertThat(ranking.ties()).singleElement().matches(tie -> !Ranking.isSame(tie));
  }

  @Test
  void aContenderThatBeatsTheSameIsAChoiceToo() {
    Ranking ranking = ranking(FAST, AS_FAST, SLOW, SLOWER);
    assertThat(ranking.chosen()).extracting(Variant::name).containsExactly("v0", "v1");
    assertThat(ranking.undecided()).isEmpty();
    assertThat(ranking.isAny()).isFalse();
  }

  /** It is that of the worse choice against the better one of those behind. */
  @Test
  void theMarginIsTheSmallestEffectOfAChoice() {
    double[] less = {900, 902, 904, 1001, 1004, 1010};
    Comparison smallest = ranking(FAST, less, SLOW, SLOWER).smallest().orElseThrow();
    assertThat(smallest.first().variant().name()).isEqualTo("v1");
    assertThat(smallest.second().variant().name()).isEqualTo("v2");
    assertThat(smallest.effect().orElseThrow().ratio()).isCloseTo(1.89, within(0.03));
  }

  @Test
  void aWideIntervalIsNotDecided() {
    Ranking ranking = ranking(FAST, WIDE);
    assertThat(ranking.chosen()).isEmpty();
    assertThat(ranking.isAny()).isFalse();
    assertThat(ranking.undecided()).hasSize(2);
  }

  @Test
  void tooFewRoundsAreNotDecided() {
    double[] one = {1000, 1001, 1002};
    assertThat(ranking(one, one).chosen()).isEmpty();
  }

  /** Without ratios, such as of errors, only values that are all the same are the same. */
  @Test
  void noErrorsOnAnyVariantIsATie() {
    assertThat(ranking(new double[6], new double[6]).isAny()).isTrue();
    assertThat(ranking(new double[6], new double[] {0, 0, 0, 0, 0, 1}).isAny()).isFalse();
  }

  @Test
  void sameMeansWithinTenPercentInBothDirections() {
    double[] less = {920, 922, 924, 926, 928, 930};
    double[] muchLess = {880, 882, 884, 886, 888, 1100};
    assertThat(Ranking.isSame(results(FAST, less).comparisons().getFirst())).isTrue();
    assertThat(Ranking.isSame(results(FAST, muchLess).comparisons().getFirst())).isFalse();
  }

  @Test
  void aChoiceThatIsFarWorseInALatencyHasADrawback() {
    Cells cells = cells(FAST, SLOW);
    cells.with(Figure.LATENCY_P50, 0, 0, 0.05, 0.05, 0.05, 0.051, 0.052, 0.053);
    cells.with(Figure.LATENCY_P50, 1, 0, 0.02, 0.02, 0.02, 0.021, 0.022, 0.023);
    cells.with(Figure.LATENCY_P99, 0, 0, 0.96, 0.95, 0.97, 0.96, 0.96, 0.96);
    cells.with(Figure.LATENCY_P99, 1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.11);
    cells.with(Figure.LATENCY_MAX, 0, 0, 5, 5.1, 5.2, 5.3, 5.4, 5.5);
    cells.with(Figure.LATENCY_MAX, 1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.11);
    Results results = cells.results();
    assertThat(results.drawbacks(results.mainAnswers(cells.workload()).getFirst().ranking()))
        .singleElement()
        .satisfies(
            drawback -> {
              assertThat(drawback.question().figure()).isEqualTo(Figure.LATENCY_P99);
              assertThat(drawback.effect().orElseThrow().ratio()).isCloseTo(9.6, within(0.01));
              assertThat(drawback.isClosedLoopLatency()).isTrue();
            });
  }

  /** Memory is not the main figure of any workload of this study, and 1.5 times is not much. */
  @Test
  void whatDoesNotMatterIsNoDrawback() {
    Cells cells = cells(FAST, SLOW);
    cells.with(Figure.LATENCY_P99, 0, 0, 0.15, 0.15, 0.15, 0.15, 0.15, 0.16);
    cells.with(Figure.LATENCY_P99, 1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.11);
    cells.with(Figure.RSS, 0, 0, 400, 400, 400, 400, 400, 401);
    cells.with(Figure.RSS, 1, 0, 100, 100, 100, 100, 100, 101);
    Results results = cells.results();
    assertThat(results.drawbacks(results.mainAnswers(cells.workload()).getFirst().ranking()))
        .isEmpty();
  }
}
