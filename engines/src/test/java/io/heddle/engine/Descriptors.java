package io.heddle.engine;

import java.io.File;
import java.util.Objects;

/** The descriptors that this process has open: files, sockets and the like. */
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
