package io.heddle.engine.epoll;

import io.heddle.engine.Census;

/** What is registered with a loop's selector. The loop's thread calls all of this. */
sealed interface Selected permits Acceptor, EpollConnection, EpollProbe {
  /** The socket is ready for what was asked. */
  void ready();

  /** Looks at the clock; a connection is counted. */
  void sweep(long nowNanos, Census census);

  /** Ends unless a request is in progress. */
  void drain();

  /** Ends at once. */
  void abort();
}
