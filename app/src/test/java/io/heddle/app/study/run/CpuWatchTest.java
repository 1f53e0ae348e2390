package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Readings of this JVM's CPU time. */
final class CpuWatchTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long BURNT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_TIMES = 20;

  private static void burn() {
    long until = THREADS.getCurrentThreadCpuTime() + BURNT_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }
  }

  /** What is read while this JVM computes; its thread may come too late to read twice. */
  private static List<CpuWatch.Reading> readings() throws Exception {
    List<CpuWatch.Reading> readings = List.of();
    for (int time = 0; time < MAX_TIMES && readings.size() < 2; time++) {
      CpuWatch watch = CpuWatch.start(ProcessHandle.current().pid());
      burn();
      readings = watch.end();
    }
    return readings;
  }

  @Test
  void readsAgainAndAgain() throws Exception {
    CpuWatch.Reading before = CpuWatch.once(ProcessHandle.current().pid());
    List<CpuWatch.Reading> readings = readings();
    CpuWatch.Reading after = CpuWatch.once(ProcessHandle.current().pid());
    assertThat(readings).hasSizeGreaterThan(1);
    assertThat(readings)
        .isSortedAccordingTo(Comparator.comparingLong(CpuWatch.Reading::cpuNanos))
        .allMatch(r -> r.cpuNanos() >= before.cpuNanos() && r.cpuNanos() <= after.cpuNanos());
    assertThat(after.cpuNanos() - before.cpuNanos()).isGreaterThan(BURNT_NANOS / 2);
  }
}
