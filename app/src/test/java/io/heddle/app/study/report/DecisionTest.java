package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.heddle.app.study.Cells;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the decision table and the verdicts may say of studies with known answers. */
final class DecisionTest {
  private static final double[] FAST = {1000, 1002, 1004, 1006, 1008, 1010};
  private static final double[] AS_FAST = {1001, 1003, 1005, 1007, 1009, 999};
  private static final double[] WIDE = {400, 600, 900, 995, 1005, 1100};
  private static final double[] SLOW = {500, 501, 502, 503, 504, 505};

  private static Cells cells(double[]... variants) {
    Cells cells = new Cells(variants.length, variants[0].length, 1);
    for (int i = 0; i < variants.length; i++) {
      cells.add(i, 0, variants[i]);
    }
    return cells;
  }

  private static Decision decision(Results results) {
    return Decision.all(results).getFirst();
  }

  private static String verdict(Results results) {
    return Verdict.all(results).getFirst().statements().getFirst().text();
  }

  @Test
  void aTieIsTheSame() {
    Results results = cells(FAST, AS_FAST).results();
    assertThat(decision(results).choice()).isEqualTo("any of them");
    assertThat(decision(results).margin())
        .isEqualTo("No difference shown. The same within 10 %: variant 0 and variant 1.");
    assertThat(verdict(results))
        .isEqualTo("x 1: No difference shown. The same within 10 %: variant 0 and variant 1.");
  }

  /** Two variants that are the same, and a third with one value less for each failure. */
  private static Cells withFailures(int count, double... others) {
    Cells cells = new Cells(3, 6, 1).add(0, 0, FAST).add(1, 0, AS_FAST).add(2, 0, others);
    for (int round = 6; round > 6 - count; round--) {
      cells.addInvalid(2, 0, round, 2000, "the server ended");
    }
    return cells;
  }

  @Test
  void aServerThatAlwaysFailsIsNamedAndNotAnyOfThem() {
    Decision decision = decision(withFailures(6).results());
    assertThat(decision.choice()).isEqualTo("variant 0 or variant 1");
    assertThat(decision.margin())
        .isEqualTo(
            "No difference shown. No figure: variant 2 failed in all 6 rounds. The same within 10 %:"
                + " variant 0 and variant 1.");
  }

  @Test
  void aServerThatFailsInSomeRoundsIsNamed() {
    Results results = withFailures(2, 1000, 1001, 1002, 1003).results();
    assertThat(decision(results).choice()).isNotEqualTo("any of them");
    assertThat(verdict(results))
        .contains("Failed: variant 2 in 2 of 6 rounds. The figures are from the other rounds.");
  }

  @Test
  void aServerWithErrorsIsNamedAndNotChosen() {
    Cells cells = new Cells(2, 6, 1).add(0, 0, FAST).add(1, 0, SLOW);
    cells.with(Figure.ERROR_SHARE, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    cells.with(Figure.ERROR_SHARE, 1, 0, 0, 0, 0, 0, 0, 0);
    Decision decision = decision(cells.results());
    assertThat(decision.choice()).isEqualTo("not decided");
    assertThat(decision.margin())
        .contains(
            "Errors: 50 % of the requests on variant 0 had an error or no response: not called"
                + " better than those with fewer.");
  }

  @Test
  void aServerThatIsTooSlowFails() {
    Cells cells = withFailures(0);
    for (int round = 1; round <= 6; round++) {
      cells.addSlow(2, 0, round, 1);
    }
    assertThat(decision(cells.results()).margin())
        .contains("No figure: variant 2 failed in all 6 rounds.");
  }

  @Test
  void aGeneratorThatWasLateIsNoFailureOfTheServer() {
    Cells cells = withFailures(0, 1000, 1001, 1002, 1003, 1004).addLimited(2, 0, 6, 2000);
    assertThat(decision(cells.results()).margin()).doesNotContain("Failed:", "failed");
  }

  /** Its slowest requests have no response at all, so the other rounds are its better ones. */
  @Test
  void roundsInWhichALatencyIsEndlessAreFailures() {
    Cells cells = new Cells(2, 6, 1).about(Figure.LATENCY_P99).add(0, 0, FAST).add(1, 0, FAST);
    cells.with(Figure.LATENCY_P99, 0, 0, AS_FAST).with(Figure.LATENCY_P99, 1, 0, 1, 2, 1, 2);
    assertThat(decision(cells.results()).margin())
        .contains(
            "Failed: variant 1 in 2 of 6 rounds (too many requests without a response). The"
                + " figures are from the other rounds.");
  }

  /** Otherwise, a server whose slowest requests never end would look better than a slow one. */
  @Test
  void aChoiceWithAnEndlessLatencySaysSo() {
    Cells cells = new Cells(2, 6, 1).add(0, 0, FAST).add(1, 0, SLOW);
    cells.with(Figure.LATENCY_P50, 0, 0, SLOW).with(Figure.LATENCY_P50, 1, 0, SLOW);
    cells.with(Figure.LATENCY_P99, 1, 0, SLOW).with(Figure.LATENCY_P999, 1, 0, SLOW);
    assertThat(decision(cells.results()).choice()).isEqualTo("variant 0");
    assertThat(decision(cells.results()).drawbacks())
        .containsExactly(
            "But the p99 latency‡ of variant 0 is endless: too many requests have no response.");
  }

  /** Four requests per second that wait for a second each keep four workers waiting. */
  @ParameterizedTest
  @CsvSource({
    "4, 8, /work?wait=1s&bytes=1, true",
    "4, 8, /work?bytes=1&wait=1000ms, true",
    "4, 8, /work?wait=950000us, true",
    // they also do something else
    "4, 8, /work?wait=800ms, false",
    "5, 8, /work?wait=1s, false",
    // there is a worker for each client
    "4, 4, /work?wait=1s, false",
    "4, 8, /work?cpu=1s, false",
    "4, 8, /plaintext, false"
  })
  void aPoolWhoseWorkersAllWaitIsTooSmall(
      int workers, int clients, String target, boolean isTooSmall) {
    Cells cells = new Cells(2, 6, 1).pool(1, workers).clients(clients, target);
    List<String> remarks = decision(cells.add(0, 0, FAST).add(1, 0, SLOW).results()).remarks();
    String remark =
        "All workers of variant 1 were waiting nearly all the time: with more of them, it could"
            + " serve more.";
    assertThat(remarks.contains(remark)).isEqualTo(isTooSmall);
  }

  @Test
  void aServerThatAnswersOnlySomeOfItsClientsIsNamed() {
    Cells cells = new Cells(2, 6, 1).clients(8, "/").add(0, 0, FAST).starved(3).add(1, 0, AS_FAST);
    assertThat(decision(cells.results()).remarks())
        .contains(
            "Starved: variant 1 sent nothing to up to 3 of 8 clients during a measurement, in 6 of 6"
                + " rounds.")
        .noneMatch(remark -> remark.contains("variant 0 sent"));
  }

  /** The other one is the limit then, whatever that is. */
  @Test
  void aPoolThatLeadsIsNotTooSmall() {
    Cells cells = new Cells(2, 6, 1).pool(0, 4).clients(8, "/work?wait=1s");
    assertThat(decision(cells.add(0, 0, FAST).add(1, 0, SLOW).results()).remarks())
        .noneMatch(remark -> remark.contains("All workers"));
  }

  @Test
  void wherePointsShareARowFailuresNameTheirPoint() {
    Cells cells = new Cells(2, 6, 1, 2, 3);
    for (int point : List.of(0, 2)) {
      cells.add(0, point, FAST).add(1, point, 500, 501, 502, 503, 504);
      cells.addInvalid(1, point, 6, 2000, "the server ended");
    }
    cells.add(0, 1, FAST).add(1, 1, SLOW);
    assertThat(Decision.all(cells.results()))
        .singleElement()
        .satisfies(
            decision ->
                assertThat(decision.margin())
                    .contains("Failed: variant 1 in 1 of 6 rounds at x 1 and x 3."));
  }

  @Test
  void aVariantWithoutTheFigureIsNamed() {
    assertThat(decision(withFailures(0).results()).remarks())
        .contains("No figure: variant 2 has no throughput in any round that counts.");
  }

  @Test
  void theOnlyServerThatDoesNotFailIsTheChoice() {
    Cells cells = new Cells(2, 2, 1).add(0, 0, 1000, 1001);
    cells.addInvalid(1, 0, 1, 1, "the server ended").addInvalid(1, 0, 2, 1, "the server ended");
    assertThat(decision(cells.results()).choice()).isEqualTo("variant 0");
    assertThat(decision(cells.results()).margin())
        .isEqualTo("No figure: variant 1 failed in all 2 rounds.");
    Results unfinished = new Cells(2, 2, 1).add(0, 0, 1000, 1001).results();
    assertThat(decision(unfinished).choice()).isEqualTo("not decided");
  }

  @Test
  void aWorkloadThatAllServersFailIsNamed() {
    Cells cells = new Cells(2, 1, 1);
    cells.addInvalid(0, 0, 1, 1, "the server ended").addInvalid(1, 0, 1, 1, "the server ended");
    assertThat(decision(cells.results()).choice()).isEqualTo("not decided");
    assertThat(decision(cells.results()).margin())
        .isEqualTo("No figure: variant 0 and variant 1 failed in 1 of 1 round.");
    assertThat(verdict(cells.results()))
        .isEqualTo("x 1: No figure: variant 0 and variant 1 failed in 1 of 1 round.");
  }

  @Test
  void aPointAtWhichAllServersFailIsNamed() {
    Cells cells = new Cells(2, 2, 1, 2).add(0, 0, FAST[0], FAST[1]).add(1, 0, FAST[0], FAST[1]);
    for (int round = 1; round <= 2; round++) {
      cells.addInvalid(0, 1, round, 1, "the server ended");
      cells.addInvalid(1, 1, round, 1, "the server ended");
    }
    Decision last = Decision.all(cells.results()).getLast();
    assertThat(last.when()).isEqualTo("x 2");
    assertThat(last.choice()).isEqualTo("not decided");
    assertThat(last.margin())
        .isEqualTo("No figure: variant 0 and variant 1 failed in all 2 rounds.");
    assertThat(Verdict.all(cells.results()).getFirst().statements().getLast().text())
        .isEqualTo("x 2: No figure: variant 0 and variant 1 failed in all 2 rounds.");
  }

  @Test
  void aWideIntervalIsPrinted() {
    Results results = cells(FAST, WIDE).results();
    assertThat(decision(results).choice()).isEqualTo("not decided");
    assertThat(decision(results).margin())
        .matches(
            "No difference shown. Not decided: compared with variant 0, throughput is 0.40 to 1.0\\d"
                + " times as high on variant 1\\.");
  }

  @Test
  void tooFewRoundsAreTheReason() {
    double[] three = {1000, 1001, 1002};
    Results results = cells(three, three).results();
    assertThat(decision(results).choice()).isEqualTo("not decided");
    assertThat(verdict(results))
        .contains(
            "compared with variant 0, throughput is 0.998 to 1.002 times as high on variant 1 (")
        .endsWith("(too few rounds).");
  }

  @Test
  void whatAAgainstAHasTooIsTheReason() {
    double[] more = {1210, 1212, 1214, 1216, 1218, 1220};
    double[] much = {1510, 1512, 1514, 1516, 1518, 1520};
    Results quiet = cells(more, FAST).again(0, more).results();
    assertThat(decision(quiet).by())
        .isEqualTo("throughput 1.21× [1.20, 1.22], variant 0 against variant 1");
    Results loud = cells(more, FAST).again(0, much).results();
    assertThat(decision(loud).choice()).isEqualTo("not decided");
    assertThat(decision(loud).margin()).endsWith("(A against A differs as much).");
    assertThat(AgainstItself.warning(loud))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("1 of 1 comparison show a difference (100.0 %")
                    .endsWith("Chance alone gives one in twenty on average."));
    assertThat(AgainstItself.warning(quiet)).isEmpty();
  }

  @Test
  void theMarginNamesBothAndWhoIsNotDecided() {
    Results results = cells(FAST, WIDE, SLOW).results();
    assertThat(decision(results).choice()).isEqualTo("variant 0");
    assertThat(decision(results).margin())
        .matches(
            "throughput 2\\.00× \\[1\\.99, 2\\.01], variant 0 against variant 2\\. Not decided:"
                + " compared with variant 0, throughput is 0\\.40 to 1\\.0\\d times as high on variant 1\\.");
  }

  @Test
  void aChoiceIsNotPraisedWithoutWhatItCosts() {
    Cells cells = cells(FAST, SLOW);
    cells.with(Figure.LATENCY_P99, 0, 0, 0.96, 0.96, 0.96, 0.96, 0.96, 0.96);
    cells.with(Figure.LATENCY_P99, 1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    String cost = "But the p99 latency‡ of variant 0 is 9.60× [9.60, 9.60] that of variant 1.";
    assertThat(decision(cells.results()).margin()).endsWith(cost);
    assertThat(verdict(cells.results())).endsWith(cost);
  }

  /** The first variant has so many times the latency of the second, which is 0.1 s. */
  private static Cells latency(Cells cells, Figure figure, double ratio) {
    double own = 0.1 * ratio;
    return cells
        .with(figure, 0, 0, own, own, own, own, own, own)
        .with(figure, 1, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
  }

  @Test
  void aWorseMedianIsNoCostIfTheTailIsBetter() {
    Cells cells = latency(cells(FAST, SLOW), Figure.LATENCY_P50, 2.5);
    assertThat(decision(cells.results()).drawbacks())
        .singleElement(STRING)
        .startsWith("But the median latency‡ of variant 0 is 2.50×");
    latency(cells, Figure.LATENCY_P90, 1);
    latency(cells, Figure.LATENCY_MAX, 0.2);
    assertThat(decision(cells.results()).drawbacks()).hasSize(1);
    latency(cells, Figure.LATENCY_P99, 0.2);
    assertThat(decision(cells.results()).drawbacks()).isEmpty();
  }

  @Test
  void aFarWorseMedianIsACostAlthoughTheTailIsALittleBetter() {
    Cells cells = latency(cells(FAST, SLOW), Figure.LATENCY_P50, 240);
    latency(cells, Figure.LATENCY_P99, 0.67);
    assertThat(decision(cells.results()).drawbacks())
        .singleElement(STRING)
        .startsWith("But the median latency‡ of variant 0 is 240×");
  }

  @Test
  void aWorseTailIsACostAlthoughTheMedianIsBetter() {
    Cells cells = latency(cells(FAST, SLOW), Figure.LATENCY_P50, 0.2);
    latency(cells, Figure.LATENCY_P99, 2.5);
    assertThat(decision(cells.results()).drawbacks())
        .singleElement(STRING)
        .startsWith("But the p99 latency‡ of variant 0 is 2.50×");
  }

  /** Other workloads of the study are about memory, in processes of their own. */
  @Test
  void memoryThatEarlierLoadsMayHaveLeftBehindIsNoCost() {
    Cells cells = latency(cells(FAST, SLOW), Figure.RSS, 3).andUnmeasured(Figure.RSS);
    assertThat(decision(cells.results()).drawbacks()).isEmpty();
    latency(cells, Figure.CPU_PER_REQUEST, 3).andUnmeasured(Figure.CPU_PER_REQUEST);
    assertThat(decision(cells.results()).drawbacks()).hasSize(1);
  }

  @Test
  void memoryIsJudgedOnlyWhereTheWorkloadIsAboutIt() {
    Cells cells = latency(cells(FAST, SLOW), Figure.RSS, 3);
    latency(cells, Figure.CPU_PER_REQUEST, 3);
    assertThat(judged(cells)).containsExactly("Throughput", "CPU time per request");
    cells.about(Figure.RSS);
    assertThat(judged(cells))
        .containsExactly("Throughput", "CPU time per request", "Resident memory");
    assertThat(decision(cells.results()).choice()).isEqualTo("variant 1");
  }

  /** The figures for which the table of medians shows a variant to be better. */
  private static List<String> judged(Cells cells) {
    return WorkloadView.of(cells.results(), cells.workload()).medians().stream()
        .filter(row -> row.values().stream().anyMatch(WorkloadView.MedianCell::isChosen))
        .map(WorkloadView.MedianRow::figure)
        .toList();
  }

  @Test
  void variantsThatAreNotToldApartShareASentence() {
    Results results = cells(FAST, WIDE, WIDE, WIDE).results();
    assertThat(decision(results).margin())
        .matches(
            "No difference shown\\. Not decided: compared with variant 0, throughput is 0\\.40 to"
                + " 1\\.0\\d times as high on variant 1, 0\\.40 to 1\\.0\\d times as high on variant 2 and 0\\.40 to"
                + " 1\\.0\\d times as high on variant 3\\.");
  }

  @Test
  void choicesWithTheSameCostShareASentence() {
    Cells cells = cells(FAST, AS_FAST, SLOW);
    cells.with(Figure.LATENCY_P99, 0, 0, 0.96, 0.96, 0.96, 0.96, 0.96, 0.96);
    cells.with(Figure.LATENCY_P99, 1, 0, 0.48, 0.48, 0.48, 0.48, 0.48, 0.48);
    cells.with(Figure.LATENCY_P99, 2, 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    assertThat(decision(cells.results()).drawbacks())
        .containsExactly(
            "But the p99 latency‡ of variant 0 is 9.60× [9.60, 9.60] and of variant 1 4.80×"
                + " [4.80, 4.80] that of variant 2.");
  }

  @Test
  void aSlowRecoveryIsACost() {
    Cells cells = cells(FAST, SLOW);
    cells.with(Figure.RECOVERY_SECONDS, 0, 0, 4, 4, 4, 4, 4, 4);
    cells.with(Figure.RECOVERY_SECONDS, 1, 0, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2);
    assertThat(decision(cells.results()).margin())
        .endsWith("But the time to recover of variant 0 is 20.0× [20.0, 20.0] that of variant 1.");
  }

  @Test
  void aGeneratorNearItsLimitIsNamed() {
    Cells cells = new Cells(2, 6, 1).busy(0.88).add(0, 0, FAST).busy(0.5).add(1, 0, AS_FAST);
    assertThat(decision(cells.results()).choice()).isEqualTo("not decided");
    assertThat(decision(cells.results()).margin())
        .contains("Not decided: ", "(generator near its limit).")
        .endsWith("The generator was 88 % busy with variant 0: the server may be able to do more.");
  }

  /** Who cannot keep up with the rate has a latency that grows for as long as the load lasts. */
  @Test
  void aServerThatIsTooSlowForTheRateIsNamed() {
    Cells cells = new Cells(2, 6, 1, 2).about(Figure.LATENCY_P99);
    cells.due(4.7).add(0, 0, FAST).due(4.2).add(1, 0, FAST).add(0, 1, FAST).add(1, 1, FAST);
    for (int point = 0; point < 2; point++) {
      cells.with(Figure.LATENCY_P99, 0, point, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95);
      cells.with(Figure.LATENCY_P99, 1, point, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15);
    }
    assertThat(decision(cells.results()).margin())
        .endsWith(
            "Overloaded: variant 0 answered 85 % of the requests that were due (at x 1). The latency"
                + " then depends on how long the load lasts.");
  }

  @Test
  void slowClientsDoNotMakeAServerTooSlow() {
    Cells cells = new Cells(2, 6, 1).about(Figure.BYSTANDER_P99);
    cells.due(5).add(0, 0, FAST).add(1, 0, FAST);
    cells.with(Figure.BYSTANDER_P99, 0, 0, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95);
    cells.with(Figure.BYSTANDER_P99, 1, 0, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15);
    assertThat(decision(cells.results()).margin()).doesNotContain("Overloaded");
  }

  /** The smallest effect of all points of a row is at the first one. */
  @Test
  void pointsWithTheSameChoiceAreOneRow() {
    double[] slower = {250, 251, 252, 253, 254, 255};
    Cells cells = new Cells(2, 6, 1, 2).add(0, 0, FAST).add(1, 0, SLOW);
    cells.add(0, 1, FAST).add(1, 1, slower);
    assertThat(Decision.all(cells.results()))
        .singleElement()
        .satisfies(
            decision ->
                assertThat(decision.by())
                    .startsWith("throughput 2.00×")
                    .endsWith("variant 0 against variant 1 (at x 1)"));
  }

  @Test
  void pointsWhoseNumbersCountDifferentThingsAreRowsOfTheirOwn() {
    List<Point> points =
        List.of(
            new Point("readers=50", 50, ""),
            new Point("readers=100", 100, ""),
            new Point("writers=100", 100, ""),
            new Point("writers=400", 400, ""));
    Cells cells = new Cells(2, 6, points);
    for (int i = 0; i < points.size(); i++) {
      cells.add(0, i, FAST).add(1, i, SLOW);
    }
    Results results = cells.results();
    assertThat(Decision.all(results))
        .extracting(Decision::when)
        .containsExactly("50 to 100 readers", "100 to 400 writers");
    assertThat(results.curves(cells.workload(), Figure.THROUGHPUT)).isEmpty();
  }

  @Test
  void pointsThatDecideOtherwiseAreOtherRows() {
    Cells cells = new Cells(2, 6, 1, 2, 3).add(0, 0, FAST).add(1, 0, SLOW);
    cells.add(0, 1, FAST).add(1, 1, AS_FAST);
    cells.add(0, 2, FAST).add(1, 2, WIDE);
    assertThat(Decision.all(cells.results()))
        .extracting(Decision::choice)
        .containsExactly("variant 0", "any of them", "not decided");
  }
}
