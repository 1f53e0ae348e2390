package io.heddle.app.study.cli;

import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.plan.Scenario;
import java.util.List;

/** The workloads that can be measured while handlers wait for another process. */
final class ProxyWork {
  private static final String OPTION = "--wait=proxy";
  private static final String REASON = "has too little memory for connections to another process";

  private ProxyWork() {}

  /**
   * Leaves out the others, with small heaps.
   *
   * @param areNamed whether the user has chosen the workloads
   * @throws PlanException if one of the others is named, or if no workload waits
   */
  static List<Scenario> of(List<Scenario> scenarios, boolean areNamed) {
    if (areNamed) {
      scenarios.stream()
          .filter(Scenario::hasOwnHeaps)
          .findFirst()
          .ifPresent(
              small -> {
                throw new PlanException(
                    "%s: the workload %s %s: leave it out".formatted(OPTION, small.name(), REASON));
              });
    }
    List<Scenario> possible = scenarios.stream().filter(s -> !s.hasOwnHeaps()).toList();
    if (possible.stream().noneMatch(Scenario::waits)) {
      throw new PlanException(
          OPTION + ": no workload waits: remove it, or choose one such as wait");
    }
    return possible;
  }

  /** What users are told of the workloads that are left out. */
  static List<String> leftOut(List<Scenario> scenarios) {
    return scenarios.stream()
        .filter(Scenario::hasOwnHeaps)
        .map(s -> "%s leaves out the workload %s, which %s".formatted(OPTION, s.name(), REASON))
        .toList();
  }
}
