package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Field;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DateFieldTest {
  private Instant now = Instant.parse("1994-11-06T08:49:37.400Z");
  private final DateField date = new DateField(() -> now);

  private void advance(long millis) {
    now = now.plusMillis(millis);
  }

  @Test
  void followsItsClockFromSecondToSecond() {
    assertThat(date.now()).hasToString("Date: Sun, 06 Nov 1994 08:49:37 GMT");
    advance(600);
    assertThat(date.now()).hasToString("Date: Sun, 06 Nov 1994 08:49:38 GMT");
    advance(1_000);
    assertThat(date.now()).hasToString("Date: Sun, 06 Nov 1994 08:49:39 GMT");
    advance(86_400_000);
    assertThat(date.now()).hasToString("Date: Mon, 07 Nov 1994 08:49:39 GMT");
  }

  @Test
  void isEncodedOnceASecond() {
    Field first = date.now();
    advance(599);
    assertThat(date.now()).isSameAs(first);
    advance(1);
    assertThat(date.now()).isNotSameAs(first).isSameAs(date.now());
  }

  @Test
  void goesBackWithItsClock() {
    advance(60_000);
    date.now();
    advance(-60_000);
    assertThat(date.now()).hasToString("Date: Sun, 06 Nov 1994 08:49:37 GMT");
  }
}
