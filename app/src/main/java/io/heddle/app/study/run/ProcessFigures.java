package io.heddle.app.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel knows about a process.
 *
 * @param cpuNanos user and system time, to the tick of 10 ms
 * @param carrierNanos of the threads that run virtual threads
 * @param compilerNanos of the threads that compile methods
 */
record ProcessFigures(
    long cpuNanos, long carrierNanos, long compilerNanos, int threads, long rssBytes) {
  private static final long TICK_NANOS = 10_000_000;
  private static final long PAGE_BYTES = 4096;
  private static final String CARRIER = "ForkJoinPool-1-";
  private static final String COMPILER = "C[12] CompilerThre.*\\R?";

  // positions after the name, which may contain spaces
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int THREADS = 17;
  private static final int RSS = 21;

  static ProcessFigures of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    long carrierNanos = 0;
    long compilerNanos = 0;
    for (Path task : tasks(process)) {
      try {
        String name = Files.readString(task.resolve("comm"));
        if (name.startsWith(CARRIER)) {
          carrierNanos += cpuNanos(task);
        } else if (name.matches(COMPILER)) {
          compilerNanos += cpuNanos(task);
        }
      } catch (NoSuchFileException _) {
        // the thread has just ended
      } catch (IOException e) {
        if (Files.exists(task)) throw e;
      }
    }
    return new ProcessFigures(
        ticks * TICK_NANOS,
        carrierNanos,
        compilerNanos,
        Integer.parseInt(fields[THREADS]),
        Long.parseLong(fields[RSS]) * PAGE_BYTES);
  }

  private static long cpuNanos(Path task) throws IOException {
    return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
  }

  private static List<Path> tasks(Path process) throws IOException {
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      return tasks.toList();
    }
  }

  /**
   * The memory that the kernel uses for TCP buffers and for objects that it cannot give back, such
   * as sockets. It is that of the whole machine, so only differences mean something.
   */
  static long socketBytes() throws IOException {
    List<String> words =
        Files.readAllLines(Path.of("/proc/net/sockstat")).stream()
            .filter(line -> line.startsWith("TCP:"))
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .toList();
    long objectKib =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(line -> line.startsWith("SUnreclaim:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    return Long.parseLong(words.get(words.indexOf("mem") + 1)) * PAGE_BYTES + objectKib * 1_024;
  }
}
