package io.heddle.app;

import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;
import java.util.stream.Stream;

/** Every way to serve that the command line offers. */
enum Variant {
  EPOLL("--engine=epoll --loops=2"),
  EPOLL_POOL("--engine=epoll --workers=4"),
  VTHREADS("--engine=vthreads"),
  THREADS("--engine=threads");

  private final String words;

  Variant(String words) {
    this.words = words;
  }

  /** What {@code engine=} of the first line says. */
  String engine() {
    return words.replaceFirst("--engine=(\\w+).*", "$1");
  }

  /** The words of the command line for this, a port that is free, and these options. */
  String[] words(String... options) {
    return wordsOnPort(0, options);
  }

  String[] wordsOnPort(int port, String... options) {
    return Stream.of(Stream.of(words.split(" ")), Stream.of("--port=" + port), Stream.of(options))
        .flatMap(some -> some)
        .toArray(String[]::new);
  }

  /** An engine of this kind on a free port, which is not started yet. */
  Engine unstarted(Protocol protocol) {
    EngineConfig config = EngineConfig.onPort(0);
    return switch (this) {
      case EPOLL -> new EventLoopEngine(protocol, config, 1, new Workers.Virtual());
      case EPOLL_POOL -> new EventLoopEngine(protocol, config, 1, new Workers.Pool(1));
      case VTHREADS -> new BlockingEngine(protocol, config, ThreadKind.VIRTUAL);
      case THREADS -> new BlockingEngine(protocol, config, ThreadKind.PLATFORM);
    };
  }
}
