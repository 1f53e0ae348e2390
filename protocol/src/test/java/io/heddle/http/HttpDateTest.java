package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOW = Instant.parse("2025-11-01T12:00:00Z");

  @Test
  void writesTheFixedFormat() {
    assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37.999Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsTheThreeFormats(String text) {
    assertThat(HttpDate.parse(text, NOW)).contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @Test
  void readsAsctimeWithTwoDigitsOfTheDay() {
    assertThat(HttpDate.parse("Wed Nov 16 08:49:37 1994", NOW))
        .contains(Instant.parse("1994-11-16T08:49:37Z"));
  }

  @Test
  void readsWhatItWritesOnEveryDayOfFourYears() {
    Instant start = Instant.parse("2024-01-01T23:59:59Z");
    for (int day = 0; day < 4 * 366; day++) {
      Instant instant = start.plus(day, ChronoUnit.DAYS);
      assertThat(HttpDate.parse(HttpDate.format(instant), NOW)).contains(instant);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Saturday, 01-Nov-25 00:00:00 GMT', 2025-11-01T00:00:00Z",
    "'Friday, 01-Nov-75 00:00:00 GMT', 2075-11-01T00:00:00Z",
    "'Monday, 01-Nov-76 00:00:00 GMT', 1976-11-01T00:00:00Z",
    "'Monday, 01-Nov-99 00:00:00 GMT', 1999-11-01T00:00:00Z",
  })
  void readsTwoDigitYearsAsAtMostFiftyYearsAhead(String text, Instant instant) {
    assertThat(HttpDate.parse(text, NOW)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "0",
        "-1",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 28 Feb 2021 25:00:00 GMT",
        "Sun, 31 Feb 2021 00:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun; 06 Nov 1994 08:49:37 GMT",
        "Sun, 06-Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov-1994 08:49:37 GMT",
        "Sun, 06 Nov 1994T08:49:37 GMT",
        "Sun, 06 Nov 1994 08.49:37 GMT",
        "Sun, 06 Nov 1994 08:49.37 GMT",
        "Sun, 06 Nov 1994 08:49:37-GMT",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06 ovD 1994 08:49:37 GMT",
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, -6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov +994 08:49:37 GMT",
        "Sun, 06 Nov 1994 0a:49:37 GMT",
        "Sun, 06 Nov 1994 08:4b:37 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 29 Feb 2026 08:49:37 GMT",
        "Sat, 31 Apr 2026 08:49:37 GMT"
      })
  void readsNothingElse(String text) {
    assertThat(HttpDate.parse(text, NOW)).isEmpty();
  }
}
