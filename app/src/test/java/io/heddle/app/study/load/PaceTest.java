package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How slowly a slow client reads or writes. */
final class PaceTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  /** A loop that asks all the time would otherwise be busy with single bytes. */
  @Test
  void portionsAreLarge() {
    Pace pace = new Pace();
    int portions = 0;
    long all = 0;
    for (long now = SECOND_NANOS; now < 2 * SECOND_NANOS; now += 10_000) {
      int allowed = pace.allowed(500_000, now);
      if (allowed > 0) {
        portions++;
        all += allowed;
        pace.used(allowed);
      }
    }
    assertThat(portions).isBetween(20, 26);
    assertThat(all).isBetween(470_000L, 530_000L);
  }

  /** With 20 ms between looks, more than half a portion is saved up for the next one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 10, 25, 26, 1_000, 32_768, 524_288})
  void theRateIsKept(long rate) {
    Pace pace = new Pace();
    long all = 0;
    for (long now = SECOND_NANOS; now < 11 * SECOND_NANOS; now += 20_000_000) {
      int allowed = pace.allowed(rate, now);
      pace.used(allowed);
      all += allowed;
    }
    assertThat(all).isBetween(9 * rate, 10 * rate + rate / 10 + 1);
  }
}
