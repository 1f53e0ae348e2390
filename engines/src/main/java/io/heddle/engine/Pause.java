package io.heddle.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The moments in which a virtual thread that computes for long lets others run. Their scheduler
 * takes a carrier from no thread, and JDK 25 prefers a thread that has yielded to those that have
 * just become ready. So the thread parks for as short a time as possible. It belongs to the thread
 * that uses the connection.
 */
public final class Pause {
  private static final long MAX_RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private long endedNanos;

  /** No moment yet. */
  public Pause() {}

  /** Pauses if the last time is long ago. */
  public void ifDue() {
    if (Thread.currentThread().isVirtual() && System.nanoTime() - endedNanos > MAX_RUN_NANOS) {
      LockSupport.parkNanos(1);
      endedNanos = System.nanoTime();
    }
  }
}
