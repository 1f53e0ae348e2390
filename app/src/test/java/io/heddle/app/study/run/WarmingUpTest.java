package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a server is warm. */
final class WarmingUpTest {
  @ParameterizedTest
  @CsvSource({
    "0.00, 1.00, true",
    "0.05, 0.91, true",
    "0.04, 1.09, true",
    // its compilers still work
    "0.06, 1.00, false",
    // it still gets faster, or slower
    "0.01, 0.89, false",
    "0.01, 1.11, false",
    // one cycle cannot be compared with another
    "0.00,     , false"
  })
  void aServerIsStableIfItsCompilersRestAndItsCostStays(
      double compilerShare, @Nullable Double costRatio, boolean isStable) {
    assertThat(WarmingUp.isStable(compilerShare, costRatio)).isEqualTo(isStable);
  }
}
