package io.heddle.engine;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes of an engine whose workers are all busy. */
class WorkerProbeTest {
  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void waitWhileAllWorkersCompute(Variant engine) throws IOException {
    Burner burner = new Burner();
    ProbeTest.measure(engine, burner, burner::burn, saturating(engine), Watcher::borrowings);
  }

  private static int saturating(Variant engine) {
    return engine == Variant.EPOLL_POOL
        ? Variant.POOL_THREADS
        : Runtime.getRuntime().availableProcessors();
  }
}
