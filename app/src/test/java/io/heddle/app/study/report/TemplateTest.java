package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users name work and options, and their names may have any character. */
final class TemplateTest {
  @Test
  void aBarDoesNotEndACellOfATable(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.md");
    Map<String, String> row = Map.of("name", "Command", "old", "app --x='a|b'", "replacement", "");
    Map<String, Object> page =
        Map.of("summary", "", "rounds", "", "excluded", "", "environment", List.of(row));
    Template.writeText(file, "comparison.md", page);
    assertThat(Files.readString(file)).contains("| Command | app --x='a\\|b' |  |");
  }

  @Test
  void namesWithoutLatinLettersHaveAnchorsOfTheirOwn() {
    assertThat(Labels.anchor("wait=1ms connections=64")).isEqualTo("wait-1ms-connections-64");
    assertThat(Labels.anchor("\u4f5c\u696d")).isNotEqualTo(Labels.anchor("\u5de5\u4f5c"));
  }
}
