package io.heddle.app.study.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How many comparisons of equals show no difference.
 *
 * @param telling those that could show one
 * @param different those of them that do
 */
record Agreement(List<PairRow> telling, List<PairRow> different) {
  static Agreement of(List<PairRow> rows) {
    List<PairRow> telling = rows.stream().filter(PairRow::isTelling).toList();
    return new Agreement(telling, telling.stream().filter(PairRow::isDifferent).toList());
  }

  double share() {
    return telling.isEmpty() ? 0 : 1 - different.size() / (double) telling.size();
  }

  /** How many show none, in words. */
  String words() {
    return String.format(
        Locale.ROOT,
        "no difference in %d of %d comparisons (%.1f %%)",
        telling.size() - different.size(),
        telling.size(),
        100 * share());
  }

  /** Writes a line for the whole and one for each difference to a file, and prints them. */
  void report(String what, Path file) throws IOException {
    StringBuilder text = new StringBuilder(what + ": " + words() + "\n");
    for (PairRow row : different) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s %s, %s, %s against %s: %.3f [%.3f, %.3f]%n",
              row.workload(),
              row.point(),
              row.figure(),
              row.first(),
              row.second(),
              row.ratio(),
              row.low(),
              row.high()));
    }
    System.out.print(text);
    Files.writeString(file, text);
  }
}
