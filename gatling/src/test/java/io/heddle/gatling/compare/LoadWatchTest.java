package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.gatling.report.LoadTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LoadWatchTest {
  private static final int LOOK_MILLIS = 100;
  private static final int WATCH_MILLIS = 1_000;

  /** What the JDK says of a process at one time. */
  private record Reading(long millis, long cpuMillis) {
    static Reading of(Process process) {
      long cpu = process.toHandle().info().totalCpuDuration().orElseThrow().toMillis();
      return new Reading(System.currentTimeMillis(), cpu);
    }
  }

  /**
   * The use of a program, with readings around the first and the last look. However long a look
   * takes, its time and its CPU time are between the readings before and after it.
   */
  private record Watched(
      LoadWatch.Use use,
      Reading beforeFirst,
      Reading afterFirst,
      Reading beforeLast,
      Reading afterLast) {
    double minCores() {
      return cores(
          beforeLast.cpuMillis - afterFirst.cpuMillis, afterLast.millis - beforeFirst.millis);
    }

    double maxCores() {
      return cores(
          afterLast.cpuMillis - beforeFirst.cpuMillis, beforeLast.millis - afterFirst.millis);
    }

    private static double cores(long cpuMillis, long millis) {
      return cpuMillis / (double) millis;
    }
  }

  /** Watches a program for a second or longer, until it has had this much CPU time. */
  private static Watched watch(String program, int minCpuMillis)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", program).start();
    try {
      LoadWatch watch = new LoadWatch();
      Reading beforeFirst = Reading.of(process);
      watch.look(process);
      Reading afterFirst = Reading.of(process);
      Reading beforeLast;
      do {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        beforeLast = Reading.of(process);
        watch.look(process);
      } while (beforeLast.millis - afterFirst.millis < WATCH_MILLIS
          || beforeLast.cpuMillis - afterFirst.cpuMillis < minCpuMillis);
      Reading afterLast = Reading.of(process);
      LoadWatch.Use use = watch.during(new LoadTime(beforeFirst.millis, afterLast.millis));
      return new Watched(use, beforeFirst, afterFirst, beforeLast, afterLast);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** The processors of the machine, of which a container may have only some. */
  private static long processors() throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).stream()
        .filter(line -> line.matches("cpu\\d.*"))
        .count();
  }

  @Test
  void aProgramThatComputesUsesItsCpuTime() throws IOException, InterruptedException {
    Watched watched = watch("while :; do :; done", 300);
    assertThat(watched.use().gatlingCores()).isBetween(watched.minCores(), watched.maxCores());
    // The kernel counts the machine's time in ticks, which are not exact.
    assertThat(watched.use().machinePercent())
        .isBetween(watched.minCores() * 80 / processors(), 100.0);
  }

  @Test
  void aProgramThatWaitsUsesNone() throws IOException, InterruptedException {
    Watched watched = watch("exec sleep 600", 0);
    assertThat(watched.use().gatlingCores()).isCloseTo(0, within(0.05));
  }

  @Test
  void aLoadThatWasNotWatchedIsUnknown() {
    LoadWatch.Use use = new LoadWatch().during(new LoadTime(0, Long.MAX_VALUE));
    assertThat(use.gatlingCores()).isNaN();
    assertThat(use.machinePercent()).isNaN();
  }
}
