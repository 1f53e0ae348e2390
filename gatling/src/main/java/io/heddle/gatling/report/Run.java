package io.heddle.gatling.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One run of a simulation, read from a folder. The folder contains the {@code simulation.log},
 * directly or one level deeper as Gatling creates it. It may also contain a {@code run.properties}
 * with figures about the server.
 *
 * @param label the heading of the column
 * @param gates whether the assertions held
 */
record Run(String label, Summary summary, ServerUse server, GeneratorUse generator, String gates) {
  private static final String LOG = "simulation.log";
  private static final String PROPERTIES = "run.properties";

  /** What {@code gates} is if all assertions held. */
  static final String HELD = "held";

  static Run in(Path folder, String label) throws IOException {
    Properties said = new Properties();
    Path properties = folder.resolve(PROPERTIES);
    if (Files.exists(properties)) {
      try (Reader reader = Files.newBufferedReader(properties)) {
        said.load(reader);
      }
    }
    try (SimulationLog log = SimulationLog.open(logIn(folder))) {
      return new Run(
          label,
          Summary.of(log),
          ServerUse.of(said),
          GeneratorUse.of(said),
          said.getProperty("gates", "-"));
    }
  }

  static Path logIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder: name one with the results of a run");
    }
    List<Path> logs;
    try (Stream<Path> files = Files.walk(folder, 2)) {
      logs = files.filter(file -> file.endsWith(LOG)).sorted().toList();
    }
    if (logs.size() != 1) {
      throw new IOException(
          "%s contains %d files %s instead of one: name the folder of one run"
              .formatted(folder, logs.size(), LOG));
    }
    return logs.getFirst();
  }

  /** A figure of the properties; NaN if it is not there. */
  static double number(Properties said, String name) throws IOException {
    String text = said.getProperty(name, "NaN");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("%s: %s=%s is not a number".formatted(PROPERTIES, name, text), e);
    }
  }

  /** CPU time of the server per request, in microseconds. */
  double cpuMicrosPerRequest() {
    return server.cpuMillis() * 1_000 / summary.all().count();
  }
}
