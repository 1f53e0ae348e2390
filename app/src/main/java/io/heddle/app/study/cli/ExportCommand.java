package io.heddle.app.study.cli;

import io.heddle.app.study.plan.Hyperfoil;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.workload.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the workloads for another load generator. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes each point with a steady load as a benchmark of Hyperfoil.")
final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--hyperfoil",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the benchmarks, one file for each point.")
  private Path folder = Path.of("");

  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    int written = 0;
    for (Scenario scenario : Scenarios.all(Profile.FULL)) {
      for (Setting setting : scenario.settings()) {
        String name =
            scenario.name() + "-" + setting.point().name().replaceAll("[^A-Za-z0-9.]", "-");
        Optional<String> benchmark = Hyperfoil.benchmark(name, setting);
        if (benchmark.isPresent()) {
          Files.writeString(folder.resolve(name + ".hf.yaml"), benchmark.get());
          written++;
        }
      }
    }
    System.out.println(written + " benchmarks in " + folder);
    return 0;
  }
}
