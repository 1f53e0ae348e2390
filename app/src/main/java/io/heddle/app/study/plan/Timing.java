package io.heddle.app.study.plan;

import java.time.Duration;

/**
 * How long one measurement takes.
 *
 * @param lead load before the window, which does not count
 * @param window what counts
 */
public record Timing(Duration lead, Duration window) {
  /** A lead that is a third of the window. */
  static Timing of(Duration window) {
    return new Timing(window.dividedBy(3), window);
  }

  /** This timing, or one with a window of {@code least} if that is longer. */
  Timing atLeast(Duration least) {
    return window.compareTo(least) < 0 ? of(least) : this;
  }

  /** Both together. */
  public Duration total() {
    return lead.plus(window);
  }
}
