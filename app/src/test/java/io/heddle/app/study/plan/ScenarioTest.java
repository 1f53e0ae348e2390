package io.heddle.app.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.plan.workload.Scenarios;
import org.junit.jupiter.api.Test;

/** How the command that repeats a cell chooses its workload. */
final class ScenarioTest {
  @Test
  void aWorkloadIsChosenByItsName() {
    assertThat(Scenarios.all(Profile.QUICK).getFirst().selection())
        .containsExactly("--workloads=tiny");
  }

  @Test
  void ownWorkIsChosenByItsWords() {
    assertThat(OwnWork.parse("work", " wait=1ms  rate=5 ", 1).selection())
        .containsExactly("--work=wait=1ms  rate=5");
  }
}
