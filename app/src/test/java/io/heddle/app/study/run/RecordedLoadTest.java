package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which part of a load is evaluated. */
final class RecordedLoadTest {
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static final List<CpuWatch.Reading> READINGS =
      List.of(
          new CpuWatch.Reading(START, 0, 0),
          new CpuWatch.Reading(START.plusMillis(500), 400_000_000, 100_000_000),
          new CpuWatch.Reading(START.plusMillis(1_500), 1_200_000_000, 150_000_000),
          new CpuWatch.Reading(START.plusMillis(2_000), 1_300_000_000, 150_000_000));

  @Test
  void onlyReadingsWithinTheWindowCount() {
    RecordedLoad load =
        RecordedLoad.within(START.plusMillis(400), START.plusMillis(1_900), READINGS, 2_000, 1)
            .orElseThrow();
    assertThat(load.start()).isEqualTo(START.plusMillis(500));
    assertThat(load.end()).isEqualTo(START.plusMillis(1_500));
    assertThat(load.requests()).isEqualTo(2_000);
    assertThat(load.cpuSeconds()).isCloseTo(0.75, within(1e-9));
    assertThat(load.compilerSeconds()).isCloseTo(0.05, within(1e-9));
    assertThat(load.contains(START.plusMillis(500))).isTrue();
    assertThat(load.contains(START.plusMillis(1_500))).isFalse();
  }

  @Test
  void oneReadingIsNotEnough() {
    assertThat(
            RecordedLoad.within(START.plusMillis(400), START.plusMillis(600), READINGS, 2_000, 1))
        .isEmpty();
  }

  @Test
  void aServerThatAnswersNothingIsNotRecorded() {
    assertThat(RecordedLoad.within(START, START.plusSeconds(3), READINGS, 0, 1)).isEmpty();
  }
}
