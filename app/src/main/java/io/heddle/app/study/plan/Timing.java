package io.heddle.app.study.plan;

import java.time.Duration;

/**
 * How long one measurement takes.
 *
 * @param lead load before the window, which does not count
 * @param window what counts
 */
public record Timing(Duration lead, Duration window) {
  static final Timing NONE = new Timing(Duration.ZERO, Duration.ZERO);

  /** A lead that is a third of the window. */
  static Timing of(Duration window) {
    return new Timing(window.dividedBy(3), window);
  }

  /** The longer lead and the longer window of the two. */
  public Timing atLeast(Timing least) {
    return new Timing(longer(lead, least.lead), longer(window, least.window));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  /** Both together. */
  public Duration total() {
    return lead.plus(window);
  }
}
