package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md shows every line that the comparison prints. */
final class ReadmeTest {
  /** The first column of the table: the text before two spaces. */
  private static List<String> labels(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.matches("\\S+( \\S+)*( {2,}\\S+( \\S+)*)+"))
        .map(line -> line.replaceFirst(" {2,}.*", ""))
        .toList();
  }

  private static String report(Path folder) throws IOException {
    LogSample sample = LogSample.of("a.B").request("GET /", 0, 1, true);
    Files.write(
        Files.createDirectories(folder.resolve("a")).resolve("simulation.log"), sample.bytes());
    Files.writeString(folder.resolve("run.properties"), "gates=held\n");
    List<Comparison.Labelled> runs =
        Stream.of("epoll", "vthreads")
            .map(label -> new Comparison.Labelled(label, folder))
            .toList();
    String text = Comparison.of(runs).text();
    return text.substring(0, text.indexOf("Times are Gatling's"));
  }

  @Test
  void showsEveryLineOfTheComparison(@TempDir Path folder) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(labels(report(folder))).hasSizeGreaterThan(15);
    assertThat(labels(readme)).containsSubsequence(labels(report(folder)));
  }
}
