package io.heddle.app.cgi;

import io.heddle.app.resources.Resources;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for the scripts of a location. Configurations share them, because scripts that the one
 * before has started may still run. Thread-safe.
 */
public final class ScriptSlots {
  private final Semaphore free;

  /** Guarded by this object's monitor. */
  private int max;

  /** How many of the taken ones do not become free, because there are fewer now. Guarded, too. */
  private int surplus;

  ScriptSlots(int max) {
    this.max = max;
    this.free = new Semaphore(max, true);
  }

  /**
   * The places of a location, which it may have had in the configuration before.
   *
   * @param location a name, with equals and hashCode
   * @param max how many there are when the configuration is in place
   */
  public static ScriptSlots of(Resources resources, Object location, int max) throws IOException {
    ScriptSlots slots = resources.shared(ScriptSlots.class, location, () -> new ScriptSlots(max));
    resources.atBeginning(() -> slots.setMax(max));
    return slots;
  }

  /** Changes how many there are. Scripts that run go on. */
  synchronized void setMax(int next) {
    int kept = Math.clamp(next - max, 0, surplus);
    surplus -= kept;
    free.release(Math.max(0, next - max) - kept);
    for (int i = next; i < max; i++) {
      if (!free.tryAcquire()) {
        surplus++;
      }
    }
    max = next;
  }

  /** Takes one, and waits for it at most this long; false if there is none. */
  boolean take(Duration wait) throws InterruptedException {
    return free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Takes one for a script that has to wait for its client, if half of them stay free: slow clients
   * alone cannot take them all.
   */
  synchronized boolean takeForSlow() {
    return free.availablePermits() - 1 >= (max + 1) / 2 && free.tryAcquire();
  }

  /** Gives one back. */
  synchronized void give() {
    if (surplus > 0) {
      surplus--;
    } else {
      free.release();
    }
  }
}
