package io.heddle.app;

import io.heddle.connection.Protocol;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.engine.eventloop.EventLoopEngine;
import io.heddle.engine.eventloop.Workers;
import java.util.stream.Stream;

/** Every kind of engine that the command line offers. */
enum Variant {
  EPOLL("--engine=epoll --loops=2"),
  EPOLL_POOL("--engine=epoll --workers=4"),
  VTHREADS("--engine=vthreads"),
  THREADS("--engine=threads");

  private final String words;

  Variant(String words) {
    this.words = words;
  }

  /** The value of {@code engine=} on the first line. */
  String engine() {
    return words.replaceFirst("--engine=(\\w+).*", "$1");
  }

  /** The command line for this engine on a free port, with these options. */
  String[] words(String... options) {
    return wordsOnPort(0, options);
  }

  String[] wordsOnPort(int port, String... options) {
    return Stream.of(Stream.of(words.split(" ")), Stream.of("--port=" + port), Stream.of(options))
        .flatMap(some -> some)
        .toArray(String[]::new);
  }

  /** Creates an engine of this kind for a free port, without starting it. */
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
