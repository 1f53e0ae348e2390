package io.heddle.app.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel knows about a process.
 *
 * @param cpuNanos user and system time, to the tick of 10 ms
 * @param carrierNanos of the threads that run virtual threads
 */
record ProcessFigures(long cpuNanos, long carrierNanos, int threads, long rssBytes) {
  private static final long TICK_NANOS = 10_000_000;
  private static final long USUAL_PAGE_BYTES = 4_096;
  private static final long PAGE_BYTES = pageBytes();
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final String CARRIER = "ForkJoinPool-1-";
  private static final String COMPILER = "C[12] CompilerThre.*\\R?";

  // positions after the name, which may contain spaces
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int THREADS = 17;
  private static final int RSS = 21;

  /** The size of a page, which is larger than 4 KiB on some kernels for ARM. */
  private static long pageBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps"))) {
      return lines
          .filter(line -> line.startsWith("KernelPageSize:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
          .findFirst()
          .orElse(USUAL_PAGE_BYTES);
    } catch (IOException | UncheckedIOException _) {
      return USUAL_PAGE_BYTES;
    }
  }

  static ProcessFigures of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String[] fields = fields(process);
    long carrierNanos = 0;
    for (Path task : tasks(process)) {
      try {
        if (Files.readString(task.resolve("comm")).startsWith(CARRIER)) {
          carrierNanos += threadNanos(task);
        }
      } catch (NoSuchFileException _) {
        // the thread has just ended
      } catch (IOException e) {
        if (Files.exists(task)) throw e;
      }
    }
    return new ProcessFigures(
        ticks(fields) * TICK_NANOS,
        carrierNanos,
        Integer.parseInt(fields[THREADS]),
        Long.parseLong(fields[RSS]) * PAGE_BYTES);
  }

  /** The CPU time of a process, to the tick. */
  static long processNanos(long pid) throws IOException {
    return ticks(fields(Path.of("/proc", Long.toString(pid)))) * TICK_NANOS;
  }

  /** The processors that each thread of a process may use. */
  static List<CpuList> allowed(long pid) throws IOException {
    List<CpuList> allowed = new ArrayList<>();
    for (Path task : tasks(Path.of("/proc", Long.toString(pid)))) {
      try (Stream<String> lines = Files.lines(task.resolve("status"))) {
        lines
            .filter(line -> line.startsWith(ALLOWED))
            .forEach(line -> allowed.add(CpuList.parse(line.substring(ALLOWED.length()))));
      } catch (IOException | UncheckedIOException e) {
        // otherwise, the thread has just ended
        if (Files.exists(task)) throw e;
      }
    }
    return allowed;
  }

  /** Whether a thread compiles methods. */
  static boolean isCompiler(Path task) throws IOException {
    return Files.readString(task.resolve("comm")).matches(COMPILER);
  }

  /** The CPU time of a thread. */
  static long threadNanos(Path task) throws IOException {
    return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
  }

  /** The fields of a process after its name. */
  private static String[] fields(Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private static long ticks(String[] fields) {
    return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
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
