package io.heddle.engine;

import io.heddle.connection.Protocol;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;

/** Every model of concurrency that the engines offer. */
enum Variant {
  EPOLL_POOL,
  EPOLL_VIRTUAL,
  VTHREADS,
  THREADS;

  /** How many handlers that wait can run at a time on {@link #EPOLL_POOL}. */
  static final int POOL_THREADS = 4;

  /** An engine of this kind that is not started yet. */
  Engine engine(Protocol protocol, Setup setup) {
    EngineConfig config = setup.config();
    int loops = setup.loops();
    return switch (this) {
      case EPOLL_POOL ->
          new EventLoopEngine(
              protocol, config, loops, new Workers.Pool(POOL_THREADS, setup.maxQueued()));
      case EPOLL_VIRTUAL -> new EventLoopEngine(protocol, config, loops, new Workers.Virtual());
      case VTHREADS -> new BlockingEngine(protocol, config, ThreadKind.VIRTUAL);
      case THREADS -> new BlockingEngine(protocol, config, ThreadKind.PLATFORM);
    };
  }

  /** A server of this kind, to be adjusted and started. */
  Setup server() {
    return Setup.of(this);
  }

  /** Whether it runs handlers that never wait on event loops. */
  boolean hasLoops() {
    return this == EPOLL_POOL || this == EPOLL_VIRTUAL;
  }

  /** Whether a thread is not held up by the number of handlers that wait. */
  boolean waitsWithoutBound() {
    return this != EPOLL_POOL;
  }
}
