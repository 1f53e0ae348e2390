package io.heddle.app.study.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results of all trials as a table in Markdown, for the documentation. Each trial has a folder
 * with its rows, so that those of an earlier run stay.
 */
final class TrialTable {
  private static final String ROWS = "rows.md";

  private TrialTable() {}

  /** Stores the row of a trial, in place of those that its folder has. */
  static void write(Path folder, List<List<String>> rows) throws IOException {
    List<String> lines = rows.stream().map(row -> "| " + String.join(" | ", row) + " |").toList();
    Files.write(folder.resolve(ROWS), lines);
  }

  /** The table of all trials in the folders of a folder. */
  static String of(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("| trial | required | result |", "|---|---|---|"));
    try (Stream<Path> trials = Files.list(folder)) {
      for (Path trial : trials.sorted().toList()) {
        if (Files.exists(trial.resolve(ROWS))) {
          lines.addAll(Files.readAllLines(trial.resolve(ROWS)));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
