package io.heddle.engine.tls;

import io.heddle.connection.Connection;
import io.heddle.connection.Phase;
import io.heddle.connection.Timeouts;
import io.heddle.connection.Wire;
import io.heddle.engine.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What other threads see of a TLS connection: its phase, and whether it takes too long. The
 * handshake, the records of TLS itself and the end have limits of their own; the inner connection
 * keeps its usual ones.
 */
final class TlsDeadlines {
  private final TlsWire wire;

  /** The inner connection while its deadlines count. */
  private volatile @Nullable Connection served;

  private volatile Phase phase = Phase.OPENED;
  private volatile Deadline deadline = new Deadline();

  TlsDeadlines(TlsWire wire) {
    this.wire = wire;
  }

  // --- for the owner ---

  /** Enters a phase of the handshake. */
  void enter(Phase next) {
    phase = next;
  }

  /** From now on, the deadlines are those of this connection. */
  void serve(Connection inner) {
    served = inner;
  }

  /** The connection is about to end. */
  void end() {
    phase = Phase.LINGER;
    deadline = new Deadline();
    served = null;
  }

  void close() {
    phase = Phase.CLOSED;
    served = null;
  }

  // --- for any thread ---

  Phase phase() {
    Connection inner = served;
    if (inner == null) {
      return phase;
    }
    return wire.unread() == null ? inner.phase() : Phase.WRITE;
  }

  boolean isExpired() {
    Connection inner = served;
    if (inner == null) {
      return deadline.isOver();
    }
    Deadline unread = wire.unread();
    return unread == null ? inner.isExpired() : unread.isOver();
  }

  /** Only one thread at a time may call this. */
  boolean overstays(long nowNanos, Timeouts timeouts, Wire plain) {
    Connection inner = served;
    Deadline unread = wire.unread();
    if (inner != null && unread != null) {
      // a client must read even if it goes on sending
      return unread.look(nowNanos, timeouts.write());
    }
    if (inner != null) {
      return inner.overstays(nowNanos, wire.watch(plain, leastGrowth(inner, timeouts)));
    }
    return switch (phase) {
      case OPENED, IDLE, HEAD, HANDLING, UPSTREAM, BODY, WRITE ->
          deadline.look(nowNanos, timeouts.head(), plain);
      case LINGER -> deadline.look(nowNanos, timeouts.linger(), plain);
      case CLOSED -> false;
    };
  }

  /**
   * How much of a record must arrive in the time that a client has for a piece of content, so that
   * the record counts as progress.
   */
  private static long leastGrowth(Connection inner, Timeouts timeouts) {
    return inner.phase() == Phase.BODY
        ? Math.max(1, timeouts.minRate() * timeouts.body().toMillis() / 1_000)
        : Long.MAX_VALUE;
  }
}
