package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.Cells;
import io.heddle.app.study.analysis.Changes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a comparison of two studies says of servers that failed in one of them. */
final class ComparedFailuresTest {
  private static final double[] USUAL = {1000, 1002, 1004, 1006, 1008, 1010};
  private static final double[] AS_USUAL = {1001, 1003, 1005, 1007, 1009, 999};

  /** Two variants at two points. */
  private static Cells complete(double... values) {
    Cells cells = new Cells(2, 6, 1, 2);
    for (int variant = 0; variant < 2; variant++) {
      cells.add(variant, 0, values).add(variant, 1, values);
    }
    return cells;
  }

  /** The same, but the second variant fails in the last rounds at the last point. */
  private static Cells withFailures(int count) {
    Cells cells = new Cells(2, 6, 1, 2);
    cells.add(0, 0, AS_USUAL).add(1, 0, AS_USUAL).add(0, 1, AS_USUAL);
    for (int round = 1; round <= 6; round++) {
      boolean isFailed = round > 6 - count;
      cells.addInvalid(1, 1, round, AS_USUAL[round - 1], isFailed ? "the server ended" : null);
    }
    return cells;
  }

  private static List<String> statements(Cells old, Cells replacement) {
    Changes changes = Changes.between(old.results(), replacement.results());
    return ComparisonPage.of(changes).changes().getFirst().statements();
  }

  @Test
  void withoutFailuresAllPointsAreTheSame() {
    assertThat(statements(complete(USUAL), withFailures(0)))
        .containsExactly("At all points: no difference shown.");
  }

  @Test
  void aServerThatNowAlwaysFailsIsNamed() {
    assertThat(statements(complete(USUAL), withFailures(6)))
        .containsExactly(
            "No difference shown where both studies have the figure.",
            "No figure in the new study: variant 1 failed in all 6 rounds at x 2.");
  }

  @Test
  void aServerThatFailsNoMoreIsNamed() {
    assertThat(statements(withFailures(6), complete(USUAL)))
        .containsExactly(
            "No difference shown where both studies have the figure.",
            "No figure in the old study: variant 1 failed in all 6 rounds at x 2.");
  }

  @Test
  void aServerThatNowFailsInSomeRoundsIsNamed() {
    assertThat(statements(complete(USUAL), withFailures(1)))
        .contains(
            "Failed in the new study: variant 1 in 1 of 6 rounds at x 2. The figures are from the"
                + " other rounds.");
  }

  /** Such a workload has nothing to compare, but it must not be left out. */
  @Test
  void aWorkloadThatAllServersNowFailIsNamed() {
    Cells failed = new Cells(2, 6, 1, 2);
    for (int round = 1; round <= 6; round++) {
      for (int variant = 0; variant < 2; variant++) {
        failed.addInvalid(variant, 0, round, 1, "the server ended");
        failed.addInvalid(variant, 1, round, 1, "the server ended");
      }
    }
    assertThat(statements(complete(USUAL), failed))
        .containsExactly(
            "No variant has the figure in both studies.",
            "No figure in the new study: variant 0 and variant 1 failed in all 6 rounds.");
  }

  @Test
  void otherWorkOfTheSameNameIsNamed() {
    assertThat(statements(complete(USUAL).asking("What about 5 ms?"), withFailures(0)))
        .containsExactly(
            "This may not be the same work. The old study asks: What about 5 ms?",
            "At all points: no difference shown.");
  }

  @Test
  void pointsThatOnlyOneStudyHasAreNoFailures() {
    Cells other = new Cells(2, 6, 1, 3);
    for (int variant = 0; variant < 2; variant++) {
      other.add(variant, 0, AS_USUAL).addInvalid(variant, 1, 1, 1, "the server ended");
    }
    assertThat(statements(complete(USUAL), other))
        .containsExactly("At all points: no difference shown.");
  }
}
