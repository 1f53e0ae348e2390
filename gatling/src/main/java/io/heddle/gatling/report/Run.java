package io.heddle.gatling.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One run of a simulation, from the folder that holds its {@code simulation.log} (itself or one
 * folder deeper, as Gatling leaves it) and perhaps a {@code run.properties} with what only the one
 * who started the server can know.
 *
 * @param label what the column is called
 * @param gates what became of the assertions
 */
record Run(String label, Summary summary, ServerUse server, String gates) {
  private static final String LOG = "simulation.log";
  static final String PROPERTIES = "run.properties";

  static Run in(Path folder, String label) throws IOException {
    Properties said = new Properties();
    Path properties = folder.resolve(PROPERTIES);
    if (Files.exists(properties)) {
      try (Reader reader = Files.newBufferedReader(properties)) {
        said.load(reader);
      }
    }
    try (SimulationLog log = SimulationLog.open(logIn(folder))) {
      return new Run(label, Summary.of(log), ServerUse.of(said), said.getProperty("gates", "-"));
    }
  }

  private static Path logIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is no folder: name one with the results of a run");
    }
    List<Path> logs;
    try (Stream<Path> files = Files.walk(folder, 2)) {
      logs = files.filter(file -> file.endsWith(LOG)).sorted().toList();
    }
    if (logs.size() != 1) {
      throw new IOException(
          "%s holds %d files %s where one is needed: name the folder of one run"
              .formatted(folder, logs.size(), LOG));
    }
    return logs.getFirst();
  }

  /** Processor time of the server for each request, in microseconds. */
  double cpuMicrosPerRequest() {
    return server.cpuMillis() * 1_000 / summary.all().count();
  }
}
