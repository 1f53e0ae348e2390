package io.heddle.proxy;

import java.time.Duration;

/**
 * How long a connection to a server has been waiting for it. The owner says what it waits for and
 * reports progress; the engine's sweep, which has the clock, finds out when that takes too long.
 */
final class Patience {
  /** What the connection waits for. */
  enum Waiting {
    /** It does not wait for the server. */
    NOT,
    CONNECT,
    /** The server takes none of what it is sent. */
    SEND,
    /** The request is sent, and nothing of a response has arrived. */
    RESPONSE,
    /** A part of the response has arrived. */
    BETWEEN,
    /** It has no request. */
    IDLE
  }

  /** A client that has most likely left gets a response only within this time. */
  private static final long HURRY_NANOS = Duration.ofSeconds(1).toNanos();

  /** If it has only ended its input, it also gets the rest, without longer pauses than this. */
  private static final long HURRY_BETWEEN_NANOS = Duration.ofSeconds(5).toNanos();

  private final UpstreamLimits limits;

  // Written by the owner.
  private volatile Waiting waiting = Waiting.CONNECT;
  private volatile int beats;
  private volatile boolean isHurried;

  // Written by the sweep.
  private volatile boolean isOver;
  private Waiting seenWaiting = Waiting.NOT;
  private int seenBeats;
  private long sinceNanos;

  Patience(UpstreamLimits limits) {
    this.limits = limits;
  }

  /** Begins to wait for this, unless it does so already. */
  void await(Waiting next) {
    if (waiting != next) {
      waiting = next;
    }
  }

  /** Reports progress. Called by the owner only. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the owner writes it
  void beat() {
    beats++;
  }

  /** From now on it waits no longer than a moment, for an answer to begin or to go on. */
  void hurry() {
    if (!isHurried) {
      beat();
      isHurried = true;
    }
  }

  boolean isHurried() {
    return isHurried;
  }

  /** Begins to serve another request. */
  void begin() {
    beat();
    isHurried = false;
    isOver = false;
  }

  /** Whether it has waited for too long. */
  boolean isOver() {
    return isOver;
  }

  /** Called by the sweep. */
  boolean look(long nowNanos) {
    Waiting now = waiting;
    int beatsNow = beats;
    if (now != seenWaiting || beatsNow != seenBeats) {
      seenWaiting = now;
      seenBeats = beatsNow;
      sinceNanos = nowNanos;
      return false;
    }
    if (nowNanos - sinceNanos < nanos(now)) {
      return false;
    }
    isOver = now != Waiting.IDLE;
    return true;
  }

  private long nanos(Waiting what) {
    return switch (what) {
      case NOT -> Long.MAX_VALUE;
      case CONNECT -> nanos(limits.connect(), HURRY_NANOS);
      case SEND -> nanos(limits.response(), HURRY_BETWEEN_NANOS);
      case RESPONSE -> nanos(limits.response(), HURRY_NANOS);
      case BETWEEN -> nanos(limits.between(), HURRY_BETWEEN_NANOS);
      case IDLE -> limits.idle().toNanos();
    };
  }

  private long nanos(Duration limit, long hurriedNanos) {
    return isHurried ? Math.min(limit.toNanos(), hurriedNanos) : limit.toNanos();
  }
}
