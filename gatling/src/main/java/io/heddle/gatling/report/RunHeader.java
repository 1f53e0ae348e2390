package io.heddle.gatling.report;

import java.util.List;

/**
 * What a log says first.
 *
 * @param simulation name of the simulation's class
 * @param startMillis when the run began, since 1970
 * @param scenarios names, in the order in which the log numbers them
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
