package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a study is random, but favours nothing. */
final class OrderTest {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void eachItemHasEachPositionEquallyOften(int count) {
    List<String> items = ALL.subList(0, count);
    for (long seed = 1; seed <= 50; seed++) {
      Order order = new Order(seed);
      Map<String, Integer> places = new HashMap<>();
      for (int round = 1; round <= 2 * count; round++) {
        List<String> row = order.balanced(items, round);
        assertThat(row).containsExactlyInAnyOrderElementsOf(items);
        for (int i = 0; i < count; i++) {
          places.merge(row.get(i) + i, 1, Integer::sum);
        }
      }
      assertThat(places).hasSize(count * count);
      assertThat(places.values()).as("seed %s", seed).containsOnly(2);
    }
  }

  /** What ran before may leave something behind, such as a warm processor. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void eachItemComesAfterEachOtherEquallyOften(int count) {
    List<String> items = ALL.subList(0, count);
    Map<String, Integer> pairs = new HashMap<>();
    for (int round = 1; round <= count; round++) {
      List<String> row = new Order(7).balanced(items, round);
      for (int i = 1; i < count; i++) {
        pairs.merge(row.get(i - 1) + row.get(i), 1, Integer::sum);
      }
    }
    assertThat(pairs).hasSize(count * (count - 1));
    assertThat(pairs.values()).containsOnly(1);
  }

  /** Neighbouring seeds of java.util.Random begin with nearly the same number. */
  @Test
  void otherSeedsAndOtherRoundsHaveOtherOrders() {
    Set<List<String>> ofSeeds = new HashSet<>();
    Set<List<String>> ofRounds = new HashSet<>();
    Set<List<String>> shuffled = new HashSet<>();
    for (int i = 1; i <= 40; i++) {
      ofSeeds.add(new Order(i).balanced(ALL, 1));
      ofRounds.add(new Order(1).balanced(ALL, i));
      shuffled.add(new Order(1).shuffled(ALL, i, "points"));
    }
    assertThat(ofSeeds).hasSizeGreaterThan(20);
    assertThat(ofRounds).hasSizeGreaterThan(20);
    assertThat(shuffled).hasSizeGreaterThan(20);
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    for (int round = 1; round <= 10; round++) {
      assertThat(new Order(3).balanced(ALL, round)).isEqualTo(new Order(3).balanced(ALL, round));
      assertThat(new Order(3).shuffled(ALL, round, "x"))
          .isEqualTo(new Order(3).shuffled(ALL, round, "x"));
      assertThat(new Order(3).seed(round, "x")).isEqualTo(new Order(3).seed(round, "x"));
    }
  }

  @Test
  void eachRoundAndEachPointHasItsOwnArrivals() {
    Set<Long> seeds = new HashSet<>();
    for (int round = 1; round <= 20; round++) {
      for (String point : ALL) {
        seeds.add(new Order(1).seed(round, point));
      }
    }
    assertThat(seeds).hasSize(100);
  }
}
