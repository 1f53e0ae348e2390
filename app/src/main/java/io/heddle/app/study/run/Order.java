package io.heddle.app.study.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The random order of a study, the same for the same seed. Over as many rounds as there are items,
 * each item has each position once: it is a Latin square with shuffled rows, and a new one after
 * that many rounds. So nothing is always first, or always after a rest.
 */
final class Order {
  private final long seed;

  Order(long seed) {
    this.seed = seed;
  }

  /**
   * The items in the order of a round.
   *
   * @param round from 1
   */
  <T> List<T> balanced(List<T> items, int round) {
    int count = items.size();
    if (count == 0) return List.of();
    int square = (round - 1) / count;
    SplittableRandom random = new SplittableRandom(seed).split();
    for (int i = 0; i < square; i++) {
      random = random.split();
    }
    List<T> labels = new ArrayList<>(items);
    Collections.shuffle(labels, random);
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(row);
    }
    Collections.shuffle(rows, random);
    int row = rows.get((round - 1) % count);
    List<T> order = new ArrayList<>(count);
    for (int column = 0; column < count; column++) {
      order.add(labels.get((row + step(column, count)) % count));
    }
    return order;
  }

  /**
   * The first row of a Williams square: 0, 1, n-1, 2, n-2 and so on. With an even number of items,
   * each one also comes directly after each other one equally often.
   */
  private static int step(int column, int count) {
    int half = (column + 1) / 2;
    return column % 2 == 1 ? half : (count - half) % count;
  }

  /**
   * The items in any order.
   *
   * @param what they are for, so that different lists of a round have different orders
   */
  <T> List<T> shuffled(List<T> items, int round, String what) {
    List<T> order = new ArrayList<>(items);
    Collections.shuffle(order, new SplittableRandom(seed(round, what)));
    return order;
  }

  /** A seed for something random in a round. */
  long seed(int round, String what) {
    return new SplittableRandom(seed * 31 + what.hashCode()).nextLong()
        ^ new SplittableRandom(round).nextLong();
  }
}
