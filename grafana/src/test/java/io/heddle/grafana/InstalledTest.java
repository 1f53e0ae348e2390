package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build without Prometheus says on one line what it has not tested. */
final class InstalledTest {
  private static final Path TESTS = Checkout.file("grafana/src/test/java/io/heddle/grafana");

  /** The number of calls that skip a test, or all tests of the class, without Prometheus. */
  private static long questions(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.contains("Installed.prometheus()")).count();
    }
  }

  @Test
  void namesTheMissingProgramsAndTheSkippedTests(@TempDir Path folder) throws IOException {
    String line = Installed.missing(folder.toString()).orElseThrow();
    assertThat(line).contains("prometheus and promtool").doesNotContain("\n");
    List<String> skipped;
    try (Stream<Path> files = Files.list(TESTS)) {
      skipped =
          files
              .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
              .filter(name -> name.endsWith("Test") && !name.equals("InstalledTest"))
              .toList();
    }
    for (String name : skipped) {
      boolean isSkipped = questions(TESTS.resolve(name + ".java")) > 0;
      assertThat(line.contains(name)).as(name).isEqualTo(isSkipped);
    }
    assertThat(questions(TESTS.resolve("RulesTest.java"))).isEqualTo(3);
  }

  @Test
  void printsNothingIfBothAreInstalled(@TempDir Path folder) throws IOException {
    for (String name : List.of("prometheus", "promtool")) {
      Path program = Files.createFile(folder.resolve(name));
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    assertThat(Installed.missing("/nowhere:" + folder)).isEmpty();
  }
}
