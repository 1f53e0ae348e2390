package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.plan.PlanException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Server and load never share a processor, unless there is only one. */
final class PlacementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-3 |     |     | 0,1   | 2,3",
        "0-2 |     |     | 0     | 1,2",
        "0-1 | 1   |     | 1     | 0",
        "0-3 | 2   |     | 2     | 0,1,3",
        "0-1 |     | 0   | 1     | 0",
        "0-3 |     | 1-3 | 0     | 1,2,3",
        "0-3 | 3   | 1   | 3     | 1",
        "5   |     |     | 5     | 5",
        "5   | 5   | 5   | 5     | 5",
      })
  void whatIsNotNamedIsTheRest(
      String usable, @Nullable String server, @Nullable String load, String s, String l) {
    Placement placement = Placement.of(CpuList.parse(usable), server, load);
    assertThat(placement.server()).hasToString(s);
    assertThat(placement.load()).hasToString(l);
  }

  /** The server is told its number of processors, even if it may use others. */
  @Test
  void itsOptionsNameTheProcessorsEvenIfNothingIsBoundToThem() {
    Placement placement = new Placement(CpuList.parse("0-2"), CpuList.parse("3"), "not pinned");
    assertThat(placement.options()).containsExactly("--server-cpus=0,1,2", "--load-cpus=3");
  }

  /** With one processor, there is only this way. */
  @Test
  void aLoadWithoutServersHasAllProcessorsUnlessTheServerIsHere() {
    CpuList all = Placement.ofLoad(false, null).load();
    assertThat(Placement.ofLoad(false, null).options()).containsExactly("--load-cpus=" + all);
    assertThat(Placement.ofLoad(true, null).load()).isEqualTo(Placement.of(null, null).load());
    assertThat(Placement.ofLoad(true, all.toString()).load()).isEqualTo(all);
  }

  @Test
  void refusesAProcessorForBoth() {
    assertThatThrownBy(() -> Placement.of(CpuList.parse("0-3"), "0-1", "1-2"))
        .isInstanceOf(PlanException.class)
        .hasMessage("invalid --load-cpus=1-2: the server has some of them: write others than 0,1");
  }

  @ParameterizedTest
  @CsvSource({"0-1,,--server-cpus=0-1", ",0-1,--load-cpus=0-1"})
  void refusesAllProcessorsForOne(@Nullable String server, @Nullable String load, String named) {
    assertThatThrownBy(() -> Placement.of(CpuList.parse("0-1"), server, load))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "invalid "
                + named
                + ": no processor is left for the others: write fewer than all of 0,1");
  }
}
