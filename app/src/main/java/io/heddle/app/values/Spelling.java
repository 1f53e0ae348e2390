package io.heddle.app.values;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that is most similar to a misspelt one. */
public final class Spelling {
  private static final int SHORTEST_ENDING = 3;

  private Spelling() {}

  /**
   * The most similar name; empty if no name is similar. The comparison ignores the prefix that all
   * names share, such as two dashes.
   */
  public static Optional<String> nearest(String written, Collection<String> known, String prefix) {
    String bare = bare(written, prefix);
    return known.stream()
        .filter(name -> isSimilar(bare, bare(name, prefix)))
        .min(
            Comparator.<String>comparingInt(name -> bare(name, prefix).startsWith(bare) ? 0 : 1)
                .thenComparingInt(name -> distance(bare, bare(name, prefix))));
  }

  private static String bare(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name.replaceFirst("^-+", "");
  }

  /**
   * Whether it is the start or the end of the name, or has at most one mistake per three
   * characters.
   */
  private static boolean isSimilar(String written, String name) {
    return (!written.isEmpty() && name.startsWith(written))
        || (written.length() >= SHORTEST_ENDING && name.endsWith(written))
        || distance(written, name) <= Math.max(1, written.length() / 3);
  }

  /**
   * The number of characters to insert, delete, replace or swap with the next one (the optimal
   * string alignment distance).
   */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int cheapest(int[][] steps, String a, String b, int i, int j) {
    int replaced = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
    boolean areSwapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return areSwapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
