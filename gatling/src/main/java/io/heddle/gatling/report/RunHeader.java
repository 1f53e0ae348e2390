package io.heddle.gatling.report;

import java.util.List;

/**
 * The header of a log.
 *
 * @param simulation the name of the simulation's class
 * @param startMillis when the run began, in milliseconds since 1970
 * @param scenarios their names; the log refers to them by index
 */
public record RunHeader(
    String gatlingVersion,
    String simulation,
    long startMillis,
    String description,
    List<String> scenarios) {
  public RunHeader {
    scenarios = List.copyOf(scenarios);
  }
}
