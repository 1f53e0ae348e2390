package io.heddle.app.values;

import java.time.Duration;

/** A duration, written with the largest unit that divides it: {@code 500ms}, {@code 10s}. */
public record Time(Duration duration) {
  @Override
  public String toString() {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }
}
