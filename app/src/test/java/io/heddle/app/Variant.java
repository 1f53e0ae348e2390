package io.heddle.app;

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
}
