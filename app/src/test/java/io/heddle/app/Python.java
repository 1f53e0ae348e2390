package io.heddle.app;

import java.io.IOException;

/** What Java cannot do for these tests: sockets that a process inherits, and datagrams. */
final class Python {
  private Python() {}

  /** Skips the test if there is no Python. */
  static void ensureInstalled() throws IOException, InterruptedException {
    Process which = new ProcessBuilder("sh", "-c", "command -v python3 >/dev/null").start();
    Needed.that(which.waitFor() == 0, "sockets of a service manager: install python3");
  }
}
