package io.heddle.app.metrics;

import io.micrometer.core.instrument.Clock;

/**
 * A clock whose time of day stands still between two ticks. Micrometer looks at that twice for each
 * recording, only to see whether a maximum is out of date, and that would cost more than all the
 * rest of it.
 */
final class CoarseClock implements Clock {
  private volatile long wallMillis = SYSTEM.wallTime();

  /** Sets the time of day. */
  void tick() {
    wallMillis = SYSTEM.wallTime();
  }

  @Override
  public long wallTime() {
    return wallMillis;
  }

  @Override
  public long monotonicTime() {
    return SYSTEM.monotonicTime();
  }
}
