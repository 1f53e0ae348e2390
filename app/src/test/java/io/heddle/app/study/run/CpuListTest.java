package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.plan.PlanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of processors. */
final class CpuListTest {
  @Test
  void readsNumbersAndRanges() {
    assertThat(CpuList.parse("0,2-4").numbers()).containsExactly(0, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1-", "2-1", "0,7", "-1", "0,,1"})
  void refusesOthersWithThoseThatAreUsable(String text) {
    assertThatThrownBy(() -> CpuList.parse("--server-cpus", text, CpuList.parse("0-3")))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("invalid --server-cpus=" + text + ": ")
        .hasMessageEndingWith("usable are 0,1,2,3");
  }
}
