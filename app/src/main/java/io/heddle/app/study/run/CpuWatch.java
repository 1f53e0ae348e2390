package io.heddle.app.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads the CPU time of a process again and again, on a thread of its own, so that it is known for
 * a part of a load whose start only the generator knows.
 */
final class CpuWatch implements WatchedGenerator.Watch {
  private static final long PAUSE_MILLIS = 100;

  private final long pid;
  private final List<Path> compilers;
  private final List<Reading> readings = new ArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("cpu-watch").unstarted(this::keepReading);
  private volatile boolean isOver;

  /**
   * CPU time since the start of the process.
   *
   * @param compilerNanos of the threads that compile methods
   */
  record Reading(Instant at, long cpuNanos, long compilerNanos) {}

  private CpuWatch(long pid, List<Path> compilers) {
    this.pid = pid;
    this.compilers = compilers;
  }

  static CpuWatch start(long pid) throws IOException {
    CpuWatch watch = new CpuWatch(pid, compilers(pid));
    watch.thread.start();
    return watch;
  }

  /** A single reading. */
  static Reading once(long pid) throws IOException {
    return new CpuWatch(pid, compilers(pid)).read();
  }

  private static List<Path> compilers(long pid) throws IOException {
    List<Path> compilers = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          if (ProcessFigures.isCompiler(task)) {
            compilers.add(task);
          }
        } catch (IOException e) {
          // otherwise, the thread has just ended
          if (Files.exists(task)) throw e;
        }
      }
    }
    return compilers;
  }

  private void keepReading() {
    try {
      while (!isOver) {
        readings.add(read());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (IOException | InterruptedException _) {
      // the process has ended, which others notice
    }
  }

  private Reading read() throws IOException {
    long nanos = 0;
    for (Path compiler : compilers) {
      nanos += nanos(compiler);
    }
    return new Reading(Instant.now(), ProcessFigures.processNanos(pid), nanos);
  }

  private static long nanos(Path thread) throws IOException {
    try {
      return ProcessFigures.threadNanos(thread);
    } catch (IOException e) {
      if (Files.exists(thread)) throw e;
      return 0;
    }
  }

  @Override
  public List<Reading> end() throws InterruptedException {
    isOver = true;
    thread.interrupt();
    thread.join();
    return List.copyOf(readings);
  }
}
