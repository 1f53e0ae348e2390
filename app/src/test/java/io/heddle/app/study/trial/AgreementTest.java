package io.heddle.app.study.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts when comparisons of equals are counted. */
final class AgreementTest {
  private static PairRow row(@Nullable Double ratio, double low, double high, String reason) {
    return new PairRow(
        "tiny", "connections=64", "throughput", "a", "b", ratio, low, high, 0, low, high, reason);
  }

  @Test
  void differencesLowerTheShare() {
    List<PairRow> rows =
        new ArrayList<>(Collections.nCopies(18, row(1.0, 0.9, 1.1, "NOT_SIGNIFICANT")));
    rows.add(row(1.01, 1.005, 1.02, "WITHIN_NOISE"));
    rows.add(row(1.5, 1.4, 1.6, "DIFFERENCE"));
    assertThat(Agreement.of(rows).share()).isCloseTo(0.95, within(1e-9));
    assertThat(Agreement.of(rows).words())
        .isEqualTo("no difference in 19 of 20 comparisons (95.0 %)");
    rows.add(row(1.5, 1.4, 1.6, "DIFFERENCE"));
    assertThat(Agreement.of(rows).share()).isLessThan(0.95);
  }

  @Test
  void whatCannotDifferIsNoAgreement() {
    List<PairRow> rows =
        List.of(
            row(null, 0, 0, "NOT_SIGNIFICANT"),
            row(1.0, 1, 1, "NOT_SIGNIFICANT"),
            row(1.5, 1.4, 1.6, "TOO_FEW_ROUNDS"));
    assertThat(Agreement.of(rows).telling()).isEmpty();
    assertThat(Agreement.of(rows).share()).isZero();
  }
}
