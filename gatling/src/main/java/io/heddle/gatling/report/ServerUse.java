package io.heddle.gatling.report;

import java.io.IOException;
import java.util.Properties;

/**
 * What the server's process used during a run, and had before or after it; NaN if unknown.
 *
 * @param cpuMillis CPU time
 * @param residentMiB resident memory after the run
 */
record ServerUse(
    double cpuMillis,
    double residentMiB,
    double filesBefore,
    double filesAfter,
    double connectionsAfter) {

  static ServerUse of(Properties said) throws IOException {
    return new ServerUse(
        number(said, "cpuMillis"),
        number(said, "residentMiB"),
        number(said, "filesBefore"),
        number(said, "filesAfter"),
        number(said, "connectionsAfter"));
  }

  private static double number(Properties said, String name) throws IOException {
    String text = said.getProperty(name, "NaN");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("%s: %s=%s is not a number".formatted(Run.PROPERTIES, name, text), e);
    }
  }
}
