package io.heddle.engine.eventloop;

import io.heddle.engine.PhaseCount;

/** What is registered with a loop's selector. The loop's thread calls all of this. */
sealed interface Selected permits Acceptor, LoopConnection, LoopProbe {
  /** The socket is ready for what was asked. */
  void ready();

  /** Looks at the clock; a connection is counted. */
  void sweep(long nowNanos, PhaseCount phases);

  /** Ends at once. */
  void abort();
}
