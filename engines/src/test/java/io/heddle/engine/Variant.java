package io.heddle.engine;

import io.heddle.connection.Protocol;
import io.heddle.engine.epoll.EpollEngine;
import io.heddle.engine.epoll.Workers;
import io.heddle.engine.vthreads.ThreadKind;
import io.heddle.engine.vthreads.VirtualThreadEngine;

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
      case EPOLL_POOL -> new EpollEngine(protocol, config, loops, new Workers.Pool(POOL_THREADS));
      case EPOLL_VIRTUAL -> new EpollEngine(protocol, config, loops, new Workers.Virtual());
      case VTHREADS -> new VirtualThreadEngine(protocol, config, ThreadKind.VIRTUAL);
      case THREADS -> new VirtualThreadEngine(protocol, config, ThreadKind.PLATFORM);
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
