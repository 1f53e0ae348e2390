package io.heddle.engine;

import java.io.File;
import java.util.Objects;

/** The open file descriptors of this process: files, sockets and others. */
final class Descriptors {
  private static final File OPEN = new File("/proc/self/fd");

  private Descriptors() {}

  static int count() {
    return Objects.requireNonNull(OPEN.list(), "this needs Linux").length;
  }

  static void awaitAtMost(int most) {
    Await.until("at most " + most + " descriptors are open", () -> count() <= most);
  }
}
