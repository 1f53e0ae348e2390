package io.heddle.engine;

import java.time.Duration;

/** The processor time that this process takes. */
final class ProcessorTime {
  private ProcessorTime() {}

  /** What the quietest of some windows takes: the compiler and the collector are not in all. */
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
