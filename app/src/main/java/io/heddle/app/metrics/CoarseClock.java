package io.heddle.app.metrics;

import io.micrometer.core.instrument.Clock;

/**
 * A clock whose time of day changes only with each tick. Micrometer reads it twice per recording to
 * check whether a maximum has expired; with a real clock, that costs more than the recording.
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
