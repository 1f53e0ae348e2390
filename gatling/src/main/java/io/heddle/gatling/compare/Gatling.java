package io.heddle.gatling.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a simulation in a JVM of its own, with the class path of this one. */
final class Gatling {
  private static final int LOOK_MILLIS = 200;
  private static final int MAX_LINES = 20;
  private static final String OUTPUT = "gatling.out";
  private static final String LOG = "simulation.log";

  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx1g",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Children children;
  private final String simulation;

  Gatling(Children children, String simulation) {
    this.children = children;
    this.simulation = simulation;
  }

  /** Whether Gatling writes the pages of a run. */
  enum Reports {
    WRITTEN,
    NONE
  }

  /** What may be done while Gatling runs. */
  interface Watch {
    void look(Process gatling) throws IOException;
  }

  /**
   * Runs the simulation with its results and output in a folder.
   *
   * @return whether all assertions held
   * @throws CompareException if it did not run; the message has Gatling's reason
   */
  boolean run(URI url, Map<String, String> parameters, Path folder, Reports reports, Watch watch)
      throws IOException, InterruptedException, CompareException {
    Path output = Files.createDirectories(folder).resolve(OUTPUT);
    Process process =
        children.start(
            new ProcessBuilder(command(url, parameters, folder, reports))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile()));
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      watch.look(process);
    }
    children.hasEnded(process);
    if (!hasLog(folder)) {
      throw CompareException.failed(
          "%s did not run: %s (see %s)".formatted(simulation, reason(output), output));
    }
    return process.exitValue() == 0;
  }

  private List<String> command(
      URI url, Map<String, String> parameters, Path folder, Reports reports) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-DbaseUrl=" + url);
    parameters.forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            "io.gatling.app.Gatling",
            "--simulation",
            "io.heddle.gatling.%sSimulation".formatted(simulation),
            "--results-folder",
            folder.toString()));
    if (reports == Reports.NONE) {
      command.add("--no-reports");
    }
    return command;
  }

  private static boolean hasLog(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.anyMatch(file -> file.endsWith(LOG));
    }
  }

  /** The innermost cause that Gatling printed, or else its last line. */
  private static String reason(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output);
    List<String> causes = lines.stream().filter(line -> line.startsWith("Caused by")).toList();
    if (!causes.isEmpty()) {
      return causes.getLast();
    }
    return lines.isEmpty() ? "it printed nothing" : lines.getLast();
  }

  /** The assertions that did not hold, as Gatling printed them. */
  static List<String> failedAssertions(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(OUTPUT)).stream()
        .filter(line -> line.contains(" : false (") || line.contains("IllegalStateException"))
        .distinct()
        .limit(MAX_LINES)
        .toList();
  }
}
