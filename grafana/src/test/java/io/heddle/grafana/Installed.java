package io.heddle.grafana;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The programs that tests need. */
final class Installed {
  private static final List<String> PROGRAMS = List.of("prometheus", "promtool");
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Installed() {}

  /**
   * Skips the test if Prometheus's programs are missing, and prints that on one line of the build's
   * output. If {@code CI} is set, the test fails instead.
   */
  static void prometheus() {
    Optional<String> missing = missing(System.getenv("PATH"));
    if (missing.isPresent() && System.getenv("CI") != null) {
      throw new AssertionError(missing.get());
    }
    if (missing.isPresent() && !SAID.getAndSet(true)) {
      System.out.println(missing.get());
    }
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  /** A message that says what is not tested; empty if the programs are on the path. */
  static Optional<String> missing(String path) {
    List<String> missing = PROGRAMS.stream().filter(program -> !isOn(path, program)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "NOT TESTED: LiveTest, LiveFaultTest and three tests of RulesTest, because "
                + String.join(" and ", missing)
                + " cannot be found on the PATH. Install Prometheus (Debian: apt-get install"
                + " prometheus) to test the dashboard and the rules.");
  }

  private static boolean isOn(String path, String program) {
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
