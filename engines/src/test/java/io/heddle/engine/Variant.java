package io.heddle.engine;

import io.heddle.connection.Protocol;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;

/** Every combination of engine and threads. */
enum Variant {
  EPOLL_POOL,
  EPOLL_VIRTUAL,
  VTHREADS,
  THREADS;

  /** How many blocking handlers can run at a time on {@link #EPOLL_POOL}. */
  static final int POOL_THREADS = 4;

  /** Creates an engine of this kind, not started yet. */
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

  /** A server of this kind, to be configured and started. */
  Setup server() {
    return Setup.of(this);
  }

  /** Whether handlers that never block run on event loops. */
  boolean hasLoops() {
    return this == EPOLL_POOL || this == EPOLL_VIRTUAL;
  }

  /** Whether any number of handlers can block at a time. */
  boolean waitsWithoutBound() {
    return this != EPOLL_POOL;
  }
}
