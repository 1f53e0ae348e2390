package io.heddle.app.study.run;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The processes that a study has started. They end when it does, in any case: it stops them, a
 * shutdown hook does, or they notice the end of their input, which is a pipe from this process.
 */
final class Children implements AutoCloseable {
  private static final long GRACE_SECONDS = 3;

  private final Queue<Process> running = new ConcurrentLinkedQueue<>();
  private final Thread hook = new Thread(this::kill, "children");

  Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Process start(ProcessBuilder builder) throws IOException {
    builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
    Process process = builder.start();
    running.add(process);
    return process;
  }

  /** Ends a process: at first by closing its input, then by force. */
  void end(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // it has ended by itself
    }
    boolean hasEnded = false;
    try {
      hasEnded = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!hasEnded) {
      process.destroyForcibly();
    }
    running.remove(process);
  }

  /** Ends all of them at once. Any thread may do so. */
  void kill() {
    running.forEach(Process::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
