package io.heddle.http1;

import java.util.Random;

/** Checks a property for many seeds, and names the seed that breaks it. */
public final class Seeds {
  /** A property that must hold for any random source. */
  @FunctionalInterface
  public interface Property {
    void check(Random random) throws Exception;
  }

  private Seeds() {}

  /** Checks the property for {@code count} seeds, from 0. */
  public static void check(int count, Property property) {
    for (int seed = 0; seed < count; seed++) {
      try {
        property.check(new Random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
