package io.heddle.app.study.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of all trials. */
final class TrialTableTest {
  @Test
  void everyTrialHasItsLatestRows(@TempDir Path folder) throws IOException {
    Path first = Files.createDirectories(folder.resolve("a"));
    Path second = Files.createDirectories(folder.resolve("b"));
    Files.createDirectories(folder.resolve("not-finished"));
    TrialTable.write(second, List.of(List.of("two", "x", "1"), List.of("three", "x", "2")));
    TrialTable.write(first, List.of(List.of("one", "x", "failed")));
    TrialTable.write(first, List.of(List.of("one", "x", "3")));
    assertThat(TrialTable.of(folder))
        .isEqualTo(
            """
            | trial | required | result |
            |---|---|---|
            | one | x | 3 |
            | two | x | 1 |
            | three | x | 2 |
            """);
  }
}
