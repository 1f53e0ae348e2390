package io.heddle.connection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A connection's signs of life. The owner sets the phase and beats on progress; a sweep on another
 * thread notices when the beats stop or transfer too few bytes. Deadlines therefore cost the owner
 * only a few plain stores, without timers or clock reads, and neither thread ever waits for the
 * other.
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

  /**
   * The most time that counts against a client between two sweeps. Sweeps are closer together
   * unless the server is late or the connection waits in a queue, which is not the client's fault.
   */
  private static final long MAX_PASSED = NANOS_PER_SECOND;

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

  /** The pulse of a connection that has just been accepted. */
  public Pulse() {}

  /** The current phase. Any thread may call this. */
  public Phase phase() {
    return (Phase) PHASE.getAcquire(this);
  }

  /** Enters a phase. Called by the owner. */
  public void enter(Phase next) {
    lookedAtInput();
    // The beat comes first, so that a thread that sees the new phase also sees that it has just
    // begun.
    BEATS.setOpaque(this, beats + 1);
    PHASE.setRelease(this, next);
  }

  /**
   * Enters a phase unless the connection is in it already, so that staying does not count as
   * progress. OPENED and HEAD share one deadline, so going from one to the other does not count
   * either.
   */
  public void enterOnce(Phase next) {
    lookedAtInput();
    Phase current = phase();
    if (current == Phase.OPENED && next == Phase.HEAD) {
      PHASE.setRelease(this, next);
    } else if (current != next) {
      enter(next);
    }
  }

  private void lookedAtInput() {
    if (hasArrived) {
      ARRIVED.setRelease(this, false);
    }
  }

  /**
   * Reports input that the owner has not looked at yet: until it does, the connection is not late.
   */
  public void arrived() {
    ARRIVED.setRelease(this, true);
  }

  /** Reports that this many bytes were received or sent. Called by the owner. */
  public void moved(long count) {
    BYTES.setOpaque(this, bytes + count);
    BEATS.setOpaque(this, beats + 1);
  }

  /**
   * Whether there has been no beat for as long as the phase may last, or too few bytes were
   * transferred. Only one thread at a time may call this.
   *
   * @param nowNanos from a monotonic clock
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
   * Each byte earns time for the bytes after it. Received bytes earn at most one timeout, however
   * fast they came. Sent bytes earn almost without a limit, because the kernel accepts many at once
   * and the client reads them much later.
   */
  private boolean isTooSlow(Phase current, long nowNanos, Timeouts timeouts) {
    long bytesNow = (long) BYTES.getOpaque(this);
    long came = bytesNow - seenBytes;
    long passed = Math.min(nowNanos - sweptNanos, MAX_PASSED);
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

  /** Whether the connection has overstayed and made no progress since. Any thread may call this. */
  public boolean isExpired() {
    return expiredBeats == (int) BEATS.getOpaque(this);
  }
}
