package io.heddle.app.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.data.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of variants. */
final class EnginesTest {
  private static List<String> names(String... list) {
    return Engines.of(List.of(list)).stream().map(Variant::name).toList();
  }

  @Test
  void anEngineThatIsNamedTwiceIsComparedWithItself() {
    assertThat(names("vthreads", "vthreads", "threads", "vthreads"))
        .containsExactly("vthreads", "vthreads-2", "threads", "vthreads-3");
  }

  @Test
  void onlyTheSameOptionsAreTheSameVariant() {
    assertThat(Engines.of(List.of("epoll-pool=64", "epoll-pool=128", "epoll-pool=64")))
        .extracting(Variant::title)
        .containsExactly(
            "epoll with a pool of 64",
            "epoll with a pool of 128",
            "epoll with a pool of 64, number 3");
  }

  /** A sweep may choose 64 for the other one. */
  @Test
  void aPoolWhoseSizeIsNotKnownYetMayBeTheSameVariant() {
    assertThat(Engines.of(List.of("epoll-pool", "epoll-pool=64")).getLast().title())
        .isEqualTo("epoll with a pool of 64, number 2");
    assertThat(Engines.of(List.of("epoll-pool=64", "epoll-pool")).getLast().title())
        .isEqualTo("epoll with a pool, number 2");
  }

  @Test
  void aPoolWithANumberNeedsNoSweep() {
    List<Variant> variants = Engines.of(List.of("epoll-pool=64", "epoll-pool"));
    assertThat(variants).extracting(Engines::needsSweep).containsExactly(false, true);
    assertThat(variants.getFirst().options()).containsExactly("--engine=epoll", "--workers=64");
  }

  @Test
  void theWordOfAVariantGivesTheSameVariant() {
    for (Variant variant : Engines.of(List.of("epoll-virtual", "epoll-pool=7", "threads"))) {
      assertThat(Engines.of(List.of(Engines.word(variant)))).containsExactly(variant);
    }
  }

  @Test
  void theWordOfASecondVariantIsThatOfTheFirst() {
    Variant second = Engines.of(List.of("vthreads", "vthreads")).getLast();
    assertThat(Engines.word(second)).isEqualTo("vthreads");
  }

  @Test
  void aVariantThatIsMeasuredAgainHasTheSameWord() {
    for (Variant variant : Engines.of(List.of("epoll-virtual", "epoll-pool=7", "threads"))) {
      assertThat(Engines.word(variant.again())).isEqualTo(Engines.word(variant));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "netty, 'invalid --engines=netty: write one or more of epoll-virtual, '",
    "'', 'invalid --engines=: write one or more of '",
    "threads=4, 'invalid --engines=threads=4: only epoll-pool has a number of workers'",
    "epoll-pool=0, 'invalid --engines=epoll-pool=0: write 1 to 100000 workers'",
    "epoll-pool=x, 'invalid --engines=epoll-pool=x: write one or more of '",
  })
  void refusesOthers(String word, String reason) {
    assertThatThrownBy(() -> Engines.of(List.of("vthreads", word)))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(reason);
  }
}
