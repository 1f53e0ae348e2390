package io.heddle.gatling.report;

import java.io.IOException;
import java.util.Properties;

/**
 * What the server's process used during a run, and had before or after it; NaN if unknown.
 *
 * @param cpuMillis CPU time
 * @param meanMillis the mean of its own times of the requests
 * @param residentMiB resident memory after the run
 */
record ServerUse(
    double cpuMillis,
    double meanMillis,
    double residentMiB,
    double filesBefore,
    double filesAfter,
    double connectionsAfter) {

  static ServerUse of(Properties said) throws IOException {
    return new ServerUse(
        Run.number(said, "cpuMillis"),
        Run.number(said, "meanMillis"),
        Run.number(said, "residentMiB"),
        Run.number(said, "filesBefore"),
        Run.number(said, "filesAfter"),
        Run.number(said, "connectionsAfter"));
  }
}
