package io.heddle.codec;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import java.time.Instant;
import java.time.InstantSource;

/** The Date field, encoded once a second (RFC 9110 section 6.6.1). Thread-safe. */
public final class DateField {
  private record Stamp(long second, Field field) {}

  private final InstantSource clock;
  private volatile Stamp latest;

  /** A Date field that follows this clock. */
  public DateField(InstantSource clock) {
    this.clock = clock;
    this.latest = stamp(clock.millis() / 1000);
  }

  Field now() {
    long second = clock.millis() / 1000;
    Stamp stamp = latest;
    if (stamp.second != second) {
      stamp = stamp(second);
      latest = stamp;
    }
    return stamp.field;
  }

  private static Stamp stamp(long second) {
    String date = HttpDate.format(Instant.ofEpochSecond(second));
    return new Stamp(second, Field.of(HeaderName.DATE, date));
  }
}
