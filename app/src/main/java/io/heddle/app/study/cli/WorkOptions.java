package io.heddle.app.study.cli;

import io.heddle.app.study.plan.OwnWork;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.plan.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe work of the user's own. */
final class WorkOptions {
  @Option(
      names = "--work",
      paramLabel = "WORK",
      description =
          "Only work of this kind, such as \"connections=2000 wait=50ms cpu=300us request=1k"
              + " response=8k rate=5000\". Times and sizes may be distributed: exponential(50ms),"
              + " lognormal(50ms,0.5) or trace(FILE). Instead of wait, cpu and response,"
              + " target=/path names a handler of your own.")
  private List<String> work = new ArrayList<>();

  @Option(
      names = "--work-file",
      paramLabel = "FILE",
      description =
          "Several kinds of work, each with a name, in HOCON: api { connections = 2000, wait = 50ms }.")
  private @Nullable Path workFile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = {"Seed of the order and of all other random choices.", "Default: 1"})
  private long seed = 1;

  WorkOptions() {}

  long seed() {
    return seed;
  }

  boolean areGiven() {
    return !work.isEmpty() || workFile != null;
  }

  /** Whether some of the work has names that the user has chosen. */
  boolean haveNames() {
    return workFile != null;
  }

  List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (String text : work) {
      String name = work.size() == 1 ? "work" : "work-" + (scenarios.size() + 1);
      scenarios.add(OwnWork.parse(name, text, seed));
    }
    if (workFile != null) {
      for (Scenario read : OwnWork.read(workFile, seed)) {
        if (scenarios.stream().anyMatch(scenario -> scenario.name().equals(read.name()))) {
          throw new PlanException(
              "--work-file", read.name(), "that is what the work of --work is called: rename it");
        }
        scenarios.add(read);
      }
    }
    return scenarios;
  }
}
