package io.heddle.app;

import java.util.ArrayList;
import java.util.List;

/** Every way to serve that the command line offers. */
enum Variant {
  EPOLL("--engine=epoll", "--loops=2"),
  EPOLL_POOL("--engine=epoll", "--loops=1", "--workers=4"),
  VTHREADS("--engine=vthreads"),
  THREADS("--engine=threads");

  private final List<String> words;

  Variant(String... words) {
    this.words = List.of(words);
  }

  /** What {@code engine=} of the first line says. */
  String engine() {
    return words.getFirst().substring("--engine=".length());
  }

  /** The words of the command line for this, a port that is free, and these options. */
  String[] words(String... options) {
    List<String> all = new ArrayList<>(words);
    all.add("--port=0");
    all.addAll(List.of(options));
    return all.toArray(new String[0]);
  }
}
