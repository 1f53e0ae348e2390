package io.heddle.app.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.plan.workload.Scenarios;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sizes of a pool are tried with. */
final class PoolTrialTest {
  private static final Timing TIMING = Timing.of(Duration.ofMillis(700));

  private static PoolTrial ofWork(String text) {
    return PoolTrial.of(Profile.QUICK, List.of(OwnWork.parse("work", text, 1)));
  }

  @Test
  void theCatalogueIsTriedWithHandlersThatWaitAndHandlersThatCompute() {
    PoolTrial trial = PoolTrial.of(Profile.QUICK, Scenarios.all(Profile.QUICK));
    assertThat(trial.work()).isNull();
    assertThat(trial.loads()).hasSize(2);
    assertThat(trial.waiting()).noneMatch(trial.computing()::contains);
    assertThat(trial.sizes()).isEqualTo(Profile.QUICK.poolSizes());
  }

  /** A pool that is too small for the work would lose to its size, not to its model. */
  @Test
  void ownWorkIsTriedWithItself() {
    PoolTrial trial = ofWork("connections=2000 wait=50ms");
    assertThat(trial.work()).isEqualTo("--work=connections=2000 wait=50ms");
    assertThat(trial.waiting()).isEqualTo(trial.computing());
    assertThat(trial.loads())
        .singleElement()
        .satisfies(load -> assertThat(load.connections()).isEqualTo(2_000));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "64, 64",
    "65, 128",
    "2000, 2048",
    "2048, 2048",
    "4000, 4096",
    "16000, 4096"
  })
  void ownWorkIsTriedWithAWorkerForEveryConnection(int connections, int workers) {
    assertThat(ofWork("connections=" + connections).sizes()).contains(16, 256, workers).isSorted();
  }

  @Test
  void slowHandlersGetALongerWindow() {
    Load slow = ofWork("connections=200 wait=1s").loads().getFirst();
    assertThat(PoolTrial.timing(slow, TIMING, 200).window()).isEqualTo(Duration.ofSeconds(4));
    Load fast = ofWork("connections=200 wait=10ms").loads().getFirst();
    assertThat(PoolTrial.timing(fast, TIMING, 100_000)).isEqualTo(TIMING);
  }

  /** However few responses came while the server was warmed up. */
  @Test
  void verySlowHandlersCanAnswerInTheWindow() {
    Load slow = ofWork("connections=500 wait=20s").loads().getFirst();
    assertThat(PoolTrial.timing(slow, TIMING, 0).window()).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void aLowRateDoesNotHoldUpTheSweep() {
    Load seldom = ofWork("rate=30 wait=10ms").loads().getFirst();
    assertThat(seldom.timing(TIMING).window()).isGreaterThan(Duration.ofSeconds(30));
    assertThat(PoolTrial.timing(seldom, TIMING, 30).window()).isEqualTo(Duration.ofSeconds(5));
  }
}
