package io.heddle.app.study.cli;

import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.workload.Scenarios;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the workloads. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the workloads with their questions, and the profiles that have them.")
final class ListCommand implements Callable<Integer> {
  ListCommand() {}

  @Override
  public Integer call() {
    for (Scenario scenario : Scenarios.all(Profile.FULL)) {
      String profiles =
          Arrays.stream(Profile.values())
              .filter(profile -> Scenarios.isUsual(profile, scenario.name()))
              .map(Profile::text)
              .collect(Collectors.joining(", "));
      List<String> points = scenario.settings().stream().map(s -> s.point().name()).toList();
      System.out.printf("%-12s %s%n", scenario.name(), scenario.question());
      System.out.printf("%-12s in %s; full: %s%n%n", "", profiles, String.join(", ", points));
    }
    return 0;
  }
}
