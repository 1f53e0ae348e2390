package io.heddle.engine.eventloop;

import io.heddle.engine.PhaseCount;

/** An object registered with a loop's selector. All methods are called on the loop's thread. */
sealed interface Selected permits Acceptor, LoopConnection, LoopLine, LoopProbe {
  /** Handles the readiness of the socket. */
  void ready();

  /** Checks deadlines, and counts the object if it is a connection. */
  void sweep(long nowNanos, PhaseCount phases);

  /** Closes it immediately. */
  void abort();
}
