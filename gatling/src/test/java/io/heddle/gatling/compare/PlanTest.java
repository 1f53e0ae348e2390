package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanTest {
  private static Plan plan(String engines, String warmup, Map<String, String> parameters)
      throws CompareException {
    return new Plan("Plaintext", parameters, Variant.of(engines), 3, warmup, List.of()).checked();
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll,vthreads", "epoll vthreads", " epoll, vthreads,"})
  void enginesAreSeparatedByCommasOrBlanks(String list) throws CompareException {
    assertThat(Variant.of(list))
        .containsExactly(
            new Variant("epoll", List.of("--engine=epoll")),
            new Variant("vthreads", List.of("--engine=vthreads")));
  }

  @Test
  void anEngineThatIsNamedTwiceGetsNumbers() throws CompareException {
    assertThat(Variant.of("epoll,threads,epoll"))
        .containsExactly(
            new Variant("epoll#1", List.of("--engine=epoll")),
            new Variant("threads", List.of("--engine=threads")),
            new Variant("epoll#2", List.of("--engine=epoll")));
    assertThat(new Variant("epoll#2", List.of("--engine=epoll")).folder()).isEqualTo("epoll-2");
  }

  @Test
  void enginesHaveTheNamesOfTheStudy() throws CompareException {
    assertThat(Variant.of("epoll-virtual,epoll-pool=64"))
        .containsExactly(
            new Variant("epoll-virtual", List.of("--engine=epoll", "--workers=virtual")),
            new Variant("epoll-pool=64", List.of("--engine=epoll", "--workers=64")));
  }

  @Test
  void everyOtherRoundGoesBackwards() throws CompareException {
    Plan plan = plan("epoll,vthreads,threads", "5s", Map.of());
    List<Variant> order = Variant.of("epoll,vthreads,threads");
    assertThat(plan.order(1)).isEqualTo(order);
    assertThat(plan.order(2)).isEqualTo(order.reversed());
    assertThat(plan.order(3)).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "0s,false", "000ms,false", "5s,true", "1,true", "100ms,true", "2m,true"})
  void aWarmupOfZeroIsNone(String warmup, boolean has) throws CompareException {
    assertThat(plan("epoll", warmup, Map.of()).hasWarmup()).isEqualTo(has);
  }

  @Test
  void theTimeIsKnownBeforeIfTheUserChoseTheDuration() throws CompareException {
    assertThat(plan("epoll", "10s", Map.of()).expectedTime()).isEmpty();
    assertThat(plan("epoll", "10s", Map.of("duration", "2m", "ramp", "500ms")).expectedTime())
        .contains(Duration.ofSeconds(120 + 10 + 2 * 5).plusMillis(500));
    assertThat(plan("epoll", "0", Map.of("duration", "30")).expectedTime())
        .contains(Duration.ofSeconds(30 + 5 + 5));
  }
}
