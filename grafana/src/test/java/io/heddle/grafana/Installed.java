package io.heddle.grafana;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a test needs of the machine. */
final class Installed {
  private Installed() {}

  /** Skips the test without Prometheus's programs, unless {@code CI} is set: then it fails. */
  static void prometheus() {
    for (String program : List.of("prometheus", "promtool")) {
      String message =
          program + " is not on the PATH: install Debian's package prometheus to run this test";
      if (!isOnPath(program) && System.getenv("CI") != null) {
        throw new AssertionError(message);
      }
      assumeTrue(isOnPath(program), message);
    }
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
