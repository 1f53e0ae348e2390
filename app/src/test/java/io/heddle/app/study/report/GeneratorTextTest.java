package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.Cells;
import org.junit.jupiter.api.Test;

/** The report says how busy and how late the generator was. */
final class GeneratorTextTest {
  @Test
  void theMedianAndTheLargestAreNamed() {
    Cells cells = new Cells(1, 3, 1).busy(0.2).late(0.1).add(0, 0, 1);
    cells.busy(0.4).late(0.2).addInvalid(0, 0, 2, 1, null);
    cells.busy(0.9).late(3).addInvalid(0, 0, 3, 1, null);
    assertThat(GeneratorText.of(cells.results()))
        .satisfiesExactly(
            busy ->
                assertThat(busy)
                    .startsWith(
                        "Its busiest thread worked 40 % of the time (the median cell), at most 90 % (")
                    .contains("v0", "round 3"),
            late ->
                assertThat(late)
                    .startsWith("In open loops, it sent 99 % of the requests within 200 µs of ")
                    .contains(", at worst 3", "round 3"));
  }

  @Test
  void inClosedLoopsItIsNeverLate() {
    assertThat(GeneratorText.of(new Cells(1, 1, 1).add(0, 0, 1).results()))
        .singleElement()
        .asString()
        .startsWith("Its busiest thread");
  }

  @Test
  void withoutMeasurementsThereIsNothingToSay() {
    assertThat(GeneratorText.of(new Cells(1, 1, 1).results())).isEmpty();
  }
}
