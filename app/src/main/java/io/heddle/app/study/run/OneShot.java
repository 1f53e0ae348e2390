package io.heddle.app.study.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command that ends by itself. */
final class OneShot {
  private static final long MAX_SECONDS = 120;

  private OneShot() {}

  /**
   * Runs a command.
   *
   * @throws MeasurementException if it fails or does not end; the reason has its last line
   */
  static void run(Children children, List<String> command)
      throws IOException, MeasurementException, InterruptedException {
    String name = String.valueOf(Path.of(command.getFirst()).getFileName());
    Path output = Files.createTempFile("heddle-study", ".out");
    Process process =
        children.start(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
    try {
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw MeasurementException.ofStudy(name + " did not end within " + MAX_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw MeasurementException.ofStudy(name + " failed: " + lastLine(output));
      }
    } finally {
      children.end(process);
      Files.deleteIfExists(output);
    }
  }

  private static String lastLine(Path output) throws IOException {
    return Files.readAllLines(output, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank())
        .reduce((_, later) -> later)
        .orElse("it printed nothing");
  }
}
