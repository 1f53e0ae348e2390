package io.heddle.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StrainTest {
  private final Strain strain = new Strain(100);

  @Test
  void oneSlowResponseIsNotAnOverload() {
    strain.add(200, 4_000);
    for (int i = 0; i < 9; i++) {
      strain.add(200, 99);
    }
    assertThat(strain.share()).isEqualTo(0.1);
  }

  @Test
  void aResponseIsLateOrRefusedAndNotBoth() {
    strain.add(200, 100);
    strain.add(503, 1);
    strain.add(503, 500);
    strain.add(200, 1);
    assertThat(strain.share()).isEqualTo(0.75);
    assertThat(strain).hasToString("1 of 4 responses took 100 ms or more, and 2 were 503");
  }

  @Test
  void withoutResponsesTheShareIsZero() {
    assertThat(strain.share()).isZero();
  }
}
