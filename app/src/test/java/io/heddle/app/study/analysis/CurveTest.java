package io.heddle.app.study.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.Cells;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CurveTest {
  private static double[] five(double value) {
    return new double[] {value, value * 1.001, value * 0.999, value * 1.002, value * 0.998};
  }

  private static Curve curve(Cells cells, Results results) {
    return results.curves(cells.workload(), cells.workload().mainFigure()).getFirst();
  }

  /** Ahead by a factor of 2 at x = 10, behind by it at 1,000, equal at 100: on log scales. */
  @Test
  void curvesCrossWhereTheLeaderChanges() {
    Cells cells =
        new Cells(2, 5, 1, 10, 1000)
            .add(0, 0, five(400))
            .add(1, 0, five(100))
            .add(0, 1, five(200))
            .add(1, 1, five(100))
            .add(0, 2, five(50))
            .add(1, 2, five(100));
    Results results = cells.results();
    List<Crossing> crossings = results.crossings(curve(cells, results));
    assertThat(crossings).hasSize(1);
    assertThat(crossings.getFirst().x()).isCloseTo(100, within(0.5));
    assertThat(crossings.getFirst().before().name()).isEqualTo("v0");
    assertThat(crossings.getFirst().after().name()).isEqualTo("v1");
    assertThat(crossings.getFirst().interval().low()).isBetween(99.0, 100.001);
    assertThat(crossings.getFirst().interval().high()).isBetween(99.999, 101.0);
    assertThat(crossings.getFirst().interval().confidence()).isEqualTo(0.9375);
  }

  /** Eight rounds, of which the last one has the same leader at every point. */
  @Test
  void aRoundThatDoesNotCrossLeavesTheIntervalOpen() {
    double[] ahead = {400, 401, 402, 403, 404, 405, 406, 407};
    double[] mostlyBehind = {50, 51, 52, 53, 54, 55, 56, 180};
    double[] steady = {100, 101, 102, 103, 104, 105, 106, 107};
    Cells cells =
        new Cells(2, 8, 1, 10, 1000)
            .add(0, 0, ahead)
            .add(1, 0, steady)
            .add(0, 1, ahead)
            .add(1, 1, steady)
            .add(0, 2, mostlyBehind)
            .add(1, 2, steady);
    Results results = cells.results();
    Crossing crossing = results.crossings(curve(cells, results)).getFirst();
    assertThat(crossing.interval().high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(crossing.interval().low()).isBetween(10.0, crossing.x());
  }

  @Test
  void noiseAroundATieIsNoCrossing() {
    Cells cells =
        new Cells(2, 5, 1, 10, 100)
            .add(0, 0, 101, 99, 100, 102, 98)
            .add(1, 0, 100, 98, 99, 101, 97)
            .add(0, 1, 101, 99, 100, 102, 98)
            .add(1, 1, 100, 98, 99, 101, 97)
            .add(0, 2, 100, 98, 99, 101, 97)
            .add(1, 2, 101, 99, 100, 102, 98);
    Results results = cells.results();
    assertThat(results.crossings(curve(cells, results))).isEmpty();
  }

  /** Nothing is known between the points: it may be reached just above the first of them. */
  @Test
  void theKneeIsBetweenThePointsWhereTheCurveReachesMostOfItsPeak() {
    Cells cells =
        new Cells(1, 5, 0, 100, 200, 300, 400)
            .add(0, 0, 1, 1, 1, 1, 1)
            .add(0, 1, 900, 900, 900, 900, 900)
            .add(0, 2, 980, 980, 980, 980, 940)
            .add(0, 3, 1000, 1000, 1000, 1000, 1000)
            .add(0, 4, 1000, 1000, 1000, 1000, 1000);
    Results results = cells.results();
    List<Knee> knees = results.knees(curve(cells, results));
    assertThat(knees).hasSize(1);
    assertThat(knees.getFirst().x()).isEqualTo(200);
    assertThat(knees.getFirst().throughput()).isEqualTo(980);
    assertThat(knees.getFirst().above()).isEqualTo(100);
    assertThat(knees.getFirst().by()).as("one round is later").isEqualTo(300);
  }

  @Test
  void theKneeIsOpenWhereARoundHasItAtTheFirstOrOnlyAtTheLastPoint() {
    Cells cells =
        new Cells(1, 5, 1, 2, 4, 8)
            .add(0, 0, 100, 100, 100, 100, 990)
            .add(0, 1, 980, 980, 980, 100, 980)
            .add(0, 2, 1000, 1000, 1000, 500, 1000)
            .add(0, 3, 1000, 1000, 1000, 1000, 1000);
    Results results = cells.results();
    Knee knee = results.knees(curve(cells, results)).getFirst();
    assertThat(knee.x()).isEqualTo(2);
    assertThat(knee.above()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(knee.by()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** At a share of the server's own peak, the throughput is that share. */
  @Test
  void aLoadThatIsAShareOfThePeakHasNoKnee() {
    Cells cells =
        new Cells(1, 5, 50, 90, 95)
            .unit("%")
            .add(0, 0, five(500))
            .add(0, 1, five(980))
            .add(0, 2, five(1000));
    Results results = cells.results();
    assertThat(results.knees(curve(cells, results))).isEmpty();
  }

  @Test
  void aCurveThatFallsHasNoKnee() {
    Cells cells =
        new Cells(1, 5, 1, 2, 4).add(0, 0, five(400)).add(0, 1, five(200)).add(0, 2, five(100));
    Results results = cells.results();
    assertThat(results.knees(curve(cells, results))).isEmpty();
  }

  @Test
  void aCurveThatStillRisesHasNoKnee() {
    Cells cells =
        new Cells(1, 5, 1, 2, 4).add(0, 0, five(100)).add(0, 1, five(200)).add(0, 2, five(400));
    Results results = cells.results();
    assertThat(results.knees(curve(cells, results))).isEmpty();
  }
}
