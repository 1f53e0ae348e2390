package io.heddle.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A connection's signs of life. The owner says where it is and beats whenever it gets on; a sweep
 * looks on from another thread and notices when the beats stop, or bring too little. So deadlines
 * cost the owner a few plain stores, no timer and no look at a clock, and neither ever waits for
 * the other.
 */
public final class Pulse {
  private static final VarHandle PHASE;
  private static final VarHandle BEATS;
  private static final VarHandle BYTES;
  private static final VarHandle ARRIVED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      PHASE = lookup.findVarHandle(Pulse.class, "phase", Phase.class);
      BEATS = lookup.findVarHandle(Pulse.class, "beats", int.class);
      BYTES = lookup.findVarHandle(Pulse.class, "bytes", long.class);
      ARRIVED = lookup.findVarHandle(Pulse.class, "hasArrived", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long MAX_CREDIT = Timeouts.MAX.toNanos();
  private static final int NEVER = 0;
  private static final long UNKNOWN = -1;

  // Written by the owner.
  @SuppressWarnings("unused") // by way of PHASE
  private Phase phase = Phase.OPENED;

  private int beats = 1;
  private long bytes;
  private boolean hasArrived;

  // Written by the sweep.
  private int seenBeats;
  private long seenNanos;
  private long seenBytes;
  private long sweptNanos;
  private long creditNanos = UNKNOWN;
  private boolean wasTransferring;
  private volatile int expiredBeats = NEVER;

  /** Of a connection that has just been accepted. */
  public Pulse() {}

  /** Where the connection is in its life. Any thread may ask. */
  public Phase phase() {
    return (Phase) PHASE.getAcquire(this);
  }

  /** Enters a phase. The owner says so. */
  public void enter(Phase next) {
    // the beat comes first: who sees the new phase sees that it has only begun
    BEATS.setOpaque(this, beats + 1);
    PHASE.setRelease(this, next);
  }

  /**
   * Enters a phase unless it is there already, so that staying is no progress. From OPENED to HEAD
   * is the same wait under another name: its time has begun already.
   */
  public void enterOnce(Phase next) {
    if (hasArrived) {
      ARRIVED.setRelease(this, false);
    }
    Phase current = phase();
    if (current == Phase.OPENED && next == Phase.HEAD) {
      PHASE.setRelease(this, next);
    } else if (current != next) {
      enter(next);
    }
  }

  /** Says that bytes have come that the owner has not looked at: until it has, it is not late. */
  public void arrived() {
    ARRIVED.setRelease(this, true);
  }

  /** Says that so many bytes have come or gone. The owner says so. */
  public void moved(long count) {
    BYTES.setOpaque(this, bytes + count);
    BEATS.setOpaque(this, beats + 1);
  }

  /**
   * Whether there has been no beat for as long as the phase may last, or too few bytes came with
   * them. One thread at a time may ask.
   *
   * @param nowNanos of a clock that never goes back
   */
  public boolean overstays(long nowNanos, Timeouts timeouts, Wire wire) {
    int beatsNow = (int) BEATS.getOpaque(this);
    Phase current = phase();
    boolean isSlow = isTooSlow(current, nowNanos, timeouts);
    if (beatsNow != seenBeats) {
      seenBeats = beatsNow;
      seenNanos = nowNanos;
    }
    if (!isSlow && nowNanos - seenNanos < timeouts.nanos(current)) {
      return false;
    }
    seenNanos = nowNanos;
    creditNanos = timeouts.rateGrace().toNanos();
    if (current.awaitsInput() && ((boolean) ARRIVED.getAcquire(this) || wire.hasInput())) {
      return false;
    }
    expiredBeats = beatsNow;
    return isExpired();
  }

  /**
   * Each byte buys time for those after it. Bytes that came fast buy no longer pause than the
   * timeout allows; those that went buy all they can, since the kernel takes many at once and a
   * client reads them long after that.
   */
  private boolean isTooSlow(Phase current, long nowNanos, Timeouts timeouts) {
    long bytesNow = (long) BYTES.getOpaque(this);
    long came = bytesNow - seenBytes;
    long passed = nowNanos - sweptNanos;
    boolean isTransferring = current == Phase.BODY || current == Phase.WRITE;
    boolean counts = isTransferring && wasTransferring;
    seenBytes = bytesNow;
    sweptNanos = nowNanos;
    wasTransferring = isTransferring;
    long grace = timeouts.rateGrace().toNanos();
    boolean isBetween = current == Phase.IDLE || current == Phase.HEAD || current == Phase.OPENED;
    if (isBetween || creditNanos < 0) {
      creditNanos = grace;
    }
    if (!counts || timeouts.minRate() == 0) {
      return false;
    }
    double bought = (double) came / timeouts.minRate() * NANOS_PER_SECOND;
    long most = current == Phase.BODY ? Math.max(grace, timeouts.nanos(current)) : MAX_CREDIT;
    creditNanos = Math.min(creditNanos + (long) Math.min(bought, (double) MAX_CREDIT), most);
    creditNanos -= passed;
    return creditNanos < 0;
  }

  /** Whether it has overstayed, and not got on since. Any thread may ask. */
  public boolean isExpired() {
    return expiredBeats == (int) BEATS.getOpaque(this);
  }
}
