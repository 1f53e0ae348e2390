package io.heddle.gatling.report;

import java.io.IOException;
import java.util.Properties;

/**
 * What a server's process took for a run, and had before or after it; NaN where nobody has said.
 *
 * @param cpuMillis processor time
 * @param residentMiB memory afterwards
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
      throw new IOException("%s: %s=%s is no number".formatted(Run.PROPERTIES, name, text), e);
    }
  }
}
