package io.heddle.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test needs of the machine. */
final class Needed {
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Needed() {}

  /**
   * Skips the test if something is missing, and prints that on one line of the build's output. If
   * {@code CI} is set, the test fails instead.
   *
   * @param remedy what is missing, and how to get it
   */
  static void that(boolean isThere, String remedy) {
    if (!isThere && System.getenv("CI") != null) {
      throw new AssertionError(remedy);
    }
    if (!isThere && SAID.add(remedy)) {
      System.out.println("NOT TESTED: " + remedy);
    }
    assumeTrue(isThere, remedy);
  }
}
