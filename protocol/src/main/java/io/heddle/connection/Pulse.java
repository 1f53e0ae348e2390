package io.heddle.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A connection's signs of life. The owner says where it is and beats whenever it gets on; a sweep
 * looks on from another thread and notices when the beats stop. So deadlines cost the owner two
 * plain stores, no timer and no look at a clock, and neither ever waits for the other.
 */
final class Pulse {
  private static final VarHandle PHASE;
  private static final VarHandle BEATS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PHASE = lookup.findVarHandle(Pulse.class, "phase", Phase.class);
      BEATS = lookup.findVarHandle(Pulse.class, "beats", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Written by the owner.
  @SuppressWarnings("unused") // by way of PHASE
  private Phase phase = Phase.OPENED;

  private int beats = 1;

  // Written by the sweep.
  private int seenBeats;
  private long seenNanos;
  private volatile @Nullable Phase expiredIn;

  Phase phase() {
    return (Phase) PHASE.getAcquire(this);
  }

  /** The beat comes first: who sees the new phase sees that it has only begun. */
  void enter(Phase next) {
    beat();
    PHASE.setRelease(this, next);
  }

  /** Enters a phase unless it is there already, so that staying is no progress. */
  void enterOnce(Phase next) {
    if (phase() != next) {
      enter(next);
    }
  }

  /** Enters a phase that is the same wait under another name: its time has begun already. */
  void carryOn(Phase next) {
    PHASE.setRelease(this, next);
  }

  void beat() {
    BEATS.setOpaque(this, beats + 1);
  }

  /** Whether there has been no beat for as long as the phase may last. The sweep asks. */
  boolean overstays(Phase current, long nowNanos, Timeouts timeouts) {
    int now = (int) BEATS.getOpaque(this);
    if (now != seenBeats) {
      seenBeats = now;
      seenNanos = nowNanos;
      return false;
    }
    if (nowNanos - seenNanos < timeouts.nanos(current)) {
      return false;
    }
    seenNanos = nowNanos;
    expiredIn = current;
    return true;
  }

  /** The phase in which the connection stayed too long; null as long as it has not. */
  @Nullable Phase expiredIn() {
    return expiredIn;
  }
}
