package io.heddle.engine;

import java.time.Duration;

/** The processor time used by this process. */
final class ProcessorTime {
  private ProcessorTime() {}

  /**
   * The least processor time of several windows; the compiler and the collector do not run in all
   * of them.
   */
  static long leastMillis(Duration window, int windows) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < windows && least > window.toMillis() / 10; i++) {
      Duration before = total();
      Await.pause(window);
      least = Math.min(least, total().minus(before).toMillis());
    }
    return least;
  }

  private static Duration total() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }
}
