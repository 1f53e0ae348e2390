package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which parts of a file count as in memory, with a manual clock. */
class WarmPartsTest {
  private static final long PART = WarmParts.PART_BYTES;
  private static final long SIZE = 100 * PART + 1;
  private static final long MAX_AGE = WarmParts.MAX_AGE.toMillis();

  private long millis;
  private final WarmParts parts = new WarmParts(SIZE, () -> Instant.ofEpochMilli(millis));

  @Test
  void nothingIsWarmAtFirst() {
    assertThat(parts.contain(0, 1)).isFalse();
  }

  @Test
  void askingMakesNothingWarm() {
    assertThat(parts.contain(0, 1)).isFalse();
    assertThat(parts.contain(0, 1)).isFalse();
  }

  @Test
  void aRangeIsWarmIfAllItsPartsAre() {
    parts.add(PART, 3 * PART);
    assertThat(parts.contain(PART, 3 * PART)).isTrue();
    assertThat(parts.contain(PART + 7, PART + 8)).isTrue();
    assertThat(parts.contain(PART - 1, 2 * PART)).isFalse();
    assertThat(parts.contain(PART, 3 * PART + 1)).isFalse();
  }

  @Test
  void aPartThatWasReadInPartIsNotWarm() {
    parts.add(1, 2 * PART - 1);
    assertThat(parts.contain(1, 2)).isFalse();
    assertThat(parts.contain(PART, PART + 1)).isFalse();
  }

  @Test
  void theLastPartEndsWithTheFile() {
    parts.add(100 * PART, SIZE);
    assertThat(parts.contain(100 * PART, SIZE)).isTrue();
  }

  @Test
  void partsBeyondTheFirst64AreKeptApart() {
    parts.add(70 * PART, 71 * PART);
    assertThat(parts.contain(70 * PART, 71 * PART)).isTrue();
    assertThat(parts.contain(6 * PART, 7 * PART)).isFalse();
    assertThat(parts.contain(69 * PART, 70 * PART)).isFalse();
  }

  @Test
  void whatWasReadExpires() {
    parts.add(0, PART);
    millis += MAX_AGE - 1;
    parts.add(PART, 2 * PART);
    assertThat(parts.contain(0, 2 * PART)).isTrue();
    millis += 1;
    assertThat(parts.contain(0, PART)).isFalse();
    parts.add(PART, 2 * PART);
    assertThat(parts.contain(PART, 2 * PART)).isTrue();
    assertThat(parts.contain(0, PART)).isFalse();
  }

  @Test
  void aClockThatIsSetBackMakesNothingLastLonger() {
    parts.add(0, PART);
    millis -= 3_600_000;
    assertThat(parts.contain(0, PART)).isFalse();
  }
}
