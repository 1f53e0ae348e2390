package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.gatling.report.LoadTime;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LoadWatchTest {
  private static final int LOOK_MILLIS = 100;

  /** Watches a program for a second. */
  private static LoadWatch.Use watch(String program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", program).start();
    try {
      LoadWatch watch = new LoadWatch();
      long start = System.currentTimeMillis();
      for (int waited = 0; waited < 1_000; waited += LOOK_MILLIS) {
        watch.look(process);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return watch.during(new LoadTime(start, System.currentTimeMillis()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aProgramThatComputesUsesACore() throws IOException, InterruptedException {
    LoadWatch.Use use = watch("while :; do :; done");
    // Others may use this machine, too.
    assertThat(use.gatlingCores()).isBetween(0.1, 1.2);
    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(use.machinePercent()).isBetween(use.gatlingCores() * 80 / cores, 100.0);
  }

  @Test
  void aProgramThatWaitsUsesNone() throws IOException, InterruptedException {
    assertThat(watch("exec sleep 60").gatlingCores()).isCloseTo(0, within(0.05));
  }

  @Test
  void aLoadThatWasNotWatchedIsUnknown() {
    LoadWatch.Use use = new LoadWatch().during(new LoadTime(0, Long.MAX_VALUE));
    assertThat(use.gatlingCores()).isNaN();
    assertThat(use.machinePercent()).isNaN();
  }
}
