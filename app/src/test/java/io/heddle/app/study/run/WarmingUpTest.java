package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a server counts as warm. */
final class WarmingUpTest {
  @Test
  void aServerThatGetsFasterIsNotStable() {
    assertThat(WarmingUp.isStable(List.of(9.0, 5.0, 3.0, 2.0, 1.5, 1.2))).isFalse();
  }

  @Test
  void aServerThatCostsTheSameIsStable() {
    assertThat(WarmingUp.isStable(List.of(9.0, 5.0, 1.02, 1.0, 1.01, 0.99, 1.0, 1.0))).isTrue();
  }

  @Test
  void oneSlowSliceChangesNothing() {
    assertThat(WarmingUp.isStable(List.of(1.0, 1.01, 0.99, 1.0, 7.0, 1.0))).isTrue();
  }

  @Test
  void oneSliceShowsNothing() {
    assertThat(WarmingUp.isStable(List.of(1.0))).isFalse();
  }
}
