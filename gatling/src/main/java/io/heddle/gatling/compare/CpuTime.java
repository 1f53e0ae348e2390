package io.heddle.gatling.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** CPU time as the kernel counts it, in ticks of 10 ms. */
final class CpuTime {
  static final int TICK_MILLIS = 10;

  /** Positions after the name, which may contain blanks. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Positions in the line of all processors. */
  private static final int IDLE = 3;

  private static final int WAITING = 4;

  /** The others are also part of these. */
  private static final int KINDS = 8;

  private CpuTime() {}

  /** User and system time of a process so far, in milliseconds. */
  static long processMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * TICK_MILLIS;
  }

  /**
   * The time of all processors together.
   *
   * @param busyTicks what was not idle, including what a hypervisor took away
   */
  record Machine(long busyTicks, long allTicks) {
    static Machine now() throws IOException {
      String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      long[] ticks =
          Stream.of(line.replaceFirst("cpu\\s+", "").split(" ", -1))
              .limit(KINDS)
              .mapToLong(Long::parseLong)
              .toArray();
      long all = LongStream.of(ticks).sum();
      return new Machine(all - ticks[IDLE] - ticks[WAITING], all);
    }
  }
}
