package io.heddle.engine;

import io.heddle.connection.Wire;
import java.time.Duration;

/**
 * A time limit for what is not part of a request, such as a handshake: in total, whatever the
 * client sends meanwhile. The thread that checks deadlines owns it and has the clock; any thread
 * may read the result.
 */
public final class Deadline {
  private boolean hasBegun;
  private long begunNanos;
  private volatile boolean isOver;

  /** A limit for a time that begins at the first look. */
  public Deadline() {}

  /**
   * Looks at the clock.
   *
   * @param wire if bytes of the client wait to be read by the server, the delay is not the client's
   */
  public boolean look(long nowNanos, Duration limit, Wire wire) {
    if (isReached(nowNanos, limit) && !wire.hasInput()) {
      isOver = true;
    }
    return isOver;
  }

  /** Looks at the clock, whatever the client sends. */
  public boolean look(long nowNanos, Duration limit) {
    if (isReached(nowNanos, limit)) {
      isOver = true;
    }
    return isOver;
  }

  private boolean isReached(long nowNanos, Duration limit) {
    if (!hasBegun) {
      hasBegun = true;
      begunNanos = nowNanos;
    }
    return nowNanos - begunNanos >= limit.toNanos();
  }

  /** Whether it was over when someone looked. Any thread may call this. */
  public boolean isOver() {
    return isOver;
  }
}
