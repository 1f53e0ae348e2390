package io.heddle.app.study.report;

import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Waiting;

/** How the handlers of a study wait, in sentences. */
final class WaitingText {
  private static final String SLEEP = "Handlers of /work sleep when they wait.";
  private static final String PROXY =
      "A request for /work that waits goes through the server's reverse proxy to another process,"
          + " which answers after the wait. The CPU time of this process does not count as the"
          + " server's. ";
  private static final String PINNED = "It runs on the generator's processors.";
  private static final String NOT_PINNED = "It shares the processors with the server.";

  private WaitingText() {}

  /** The sentences; empty if it is not known. */
  static String of(Environment environment) {
    Waiting waiting = environment.waiting();
    if (waiting == null) return "";
    return switch (waiting) {
      case SLEEP -> SLEEP;
      case PROXY -> PROXY + (environment.isPinned() ? PINNED : NOT_PINNED);
    };
  }
}
