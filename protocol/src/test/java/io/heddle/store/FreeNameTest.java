package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeNameTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @CsvSource({
    "a.txt, a-2.txt, a-3.txt",
    "a, a-2, a-3",
    "a.tar.gz, a.tar-2.gz, a.tar-3.gz",
    ".a, .a-2, .a-3",
  })
  void isTheNameItselfOrHasANumber(String first, String second, String third) throws IOException {
    assertThat(FreeName.of(first, Set.of()::contains)).isEqualTo(first);
    assertThat(FreeName.of(first, Set.of(first)::contains)).isEqualTo(second);
    assertThat(FreeName.of(first, Set.of(first, second)::contains)).isEqualTo(third);
  }

  @Test
  void countsWithoutGaps() throws IOException {
    Set<String> taken = new HashSet<>();
    for (int number = 1; number <= 1_000; number++) {
      String name = FreeName.of("a", taken::contains);
      assertThat(name).isEqualTo(number == 1 ? "a" : "a-" + number);
      taken.add(name);
    }
  }

  @Test
  void isFreeEvenIfThereAreGaps() throws IOException {
    Set<String> taken = Set.of("a", "a-2", "a-4", "a-5", "a-8");
    assertThat(FreeName.of("a", taken::contains)).startsWith("a-").isNotIn(taken);
  }

  @Test
  void isFoundWithFewLooks() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    String name =
        FreeName.of(
            "a",
            candidate -> {
              looks.incrementAndGet();
              return candidate.equals("a") || Integer.parseInt(candidate.substring(2)) <= MANY;
            });
    assertThat(name).isEqualTo("a-" + (MANY + 1));
    assertThat(looks).hasValueLessThan(40);
  }
}
