package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md shows every line that the comparison prints. */
final class ReadmeTest {
  /** The first column of the table: the text before two spaces and a figure. */
  private static List<String> labels(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.matches(".+ {2,}\\S+( {2,}\\S+)*"))
        .map(line -> line.replaceFirst(" {2,}.*", ""))
        .toList();
  }

  private static String report(Path folder) throws IOException {
    LogSample sample = LogSample.of("a.B").request("GET /", 0, 1, true);
    Files.write(
        Files.createDirectories(folder.resolve("a")).resolve("simulation.log"), sample.bytes());
    Files.writeString(folder.resolve("run.properties"), "gates=held\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      String run = "=" + folder;
      assertThat(Compare.run(List.of("epoll" + run, "vthreads" + run), to, to)).isZero();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsEveryLineOfTheComparison(@TempDir Path folder) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(labels(report(folder))).hasSizeGreaterThan(15);
    assertThat(labels(readme)).containsSubsequence(labels(report(folder)));
  }
}
