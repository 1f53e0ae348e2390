package io.heddle.app.study.plan;

import java.time.Duration;

/**
 * How long one measurement takes.
 *
 * @param lead load before the window, which does not count
 * @param window what counts
 */
public record Timing(Duration lead, Duration window) {
  /** Both together. */
  public Duration total() {
    return lead.plus(window);
  }
}
