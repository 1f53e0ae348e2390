package io.heddle.engine.epoll;

/** What is registered with a loop's selector. The loop's thread calls all of this. */
sealed interface Selected permits Acceptor, EpollConnection {
  /** The socket is ready for what was asked. */
  void ready();

  /** Looks at the clock. */
  void sweep(long nowNanos);

  /** Ends unless a request is in progress. */
  void drain();

  /** Ends at once. */
  void abort();
}
