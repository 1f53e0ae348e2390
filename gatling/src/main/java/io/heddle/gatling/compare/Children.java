package io.heddle.gatling.compare;

import java.io.File;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The processes that this program has started. They end when it does, also after a signal. */
final class Children {
  private static final int GRACE_SECONDS = 5;

  private final Queue<Process> running = new ConcurrentLinkedQueue<>();
  private volatile boolean isEnding;

  Children() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "children"));
  }

  /** Starts a process without input. */
  Process start(ProcessBuilder builder) throws IOException {
    return startWith(builder.redirectInput(new File("/dev/null")));
  }

  /** Starts a process without the {@code APP_} variables of the user. */
  Process startWith(ProcessBuilder builder) throws IOException {
    builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /**
   * Asks a process to end, and returns whether it did within some seconds. It is gone after that.
   */
  boolean end(Process process, int seconds) throws InterruptedException {
    process.destroy();
    boolean hasEnded = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!hasEnded) {
      process.destroyForcibly().waitFor();
    }
    running.remove(process);
    return hasEnded;
  }

  /** Notes that a process has ended. */
  void hasEnded(Process process) {
    running.remove(process);
  }

  /** Whether this program is about to end, so that failures of children have their reason. */
  boolean isEnding() {
    return isEnding;
  }

  private void end() {
    isEnding = true;
    running.forEach(Process::destroy);
    try {
      for (Process process : running) {
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException _) {
      running.forEach(Process::destroyForcibly);
    }
  }
}
