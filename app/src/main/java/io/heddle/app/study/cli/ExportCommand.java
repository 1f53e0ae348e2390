package io.heddle.app.study.cli;

import io.heddle.app.study.hyperfoil.Export;
import io.heddle.app.study.hyperfoil.Terms;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.workload.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the workloads for another load generator. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Writes a Hyperfoil benchmark for each point with a steady load, of all workloads or of your"
          + " own work. Lists the points that Hyperfoil cannot measure, with the reason.",
      ""
    })
final class ExportCommand implements Callable<Integer> {
  private static final double MAX_RATE = 10_000_000;

  @Option(
      names = "--hyperfoil",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the benchmarks, one file for each point.")
  private Path folder = Path.of("");

  @Mixin private WorkOptions work = new WorkOptions();

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = {"The server to measure.", "Default: http://127.0.0.1:8080"})
  private String target = "http://127.0.0.1:8080";

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = {
        "How long each benchmark measures, after a warm-up of a third of this time.",
        "Default: 30s"
      })
  private Duration duration = Duration.ofSeconds(30);

  @Option(
      names = "--peak",
      paramLabel = "N",
      converter = WholeNumber.class,
      description =
          "The server's peak in requests per second, for the points whose rate is a share of it.")
  private @Nullable Long peak;

  ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    Terms terms = new Terms(TargetUrl.of(target), duration, peak());
    List<Scenario> scenarios = work.areGiven() ? work.scenarios() : Scenarios.all(Profile.FULL);
    Folder.prepare("--hyperfoil", folder);
    int written = 0;
    Map<String, List<String>> leftOut = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      for (Setting setting : scenario.settings()) {
        switch (Export.of(scenario, setting, terms)) {
          case Export.Benchmark(String name, String yaml) -> {
            Files.writeString(folder.resolve(name + ".hf.yaml"), yaml);
            written++;
          }
          case Export.LeftOut(String reason) ->
              leftOut
                  .computeIfAbsent(scenario.name() + ": " + reason, _ -> new ArrayList<>())
                  .add(setting.point().name());
        }
      }
    }
    System.out.println(written + " benchmarks in " + folder);
    leftOut.forEach(
        (reason, points) ->
            System.out.printf(
                "left out %d of %s (%s)%n", points.size(), reason, String.join("; ", points)));
    return 0;
  }

  private OptionalDouble peak() {
    if (peak == null) return OptionalDouble.empty();
    if (peak < 1 || peak > MAX_RATE) {
      throw new PlanException(
          "--peak", peak.toString(), "write requests per second, such as 25000");
    }
    return OptionalDouble.of(peak);
  }
}
