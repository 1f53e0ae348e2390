package io.heddle.gatling.compare;

import io.heddle.gatling.report.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All rounds of a plan. */
final class Rounds {
  static final Path FOLDER = Path.of("gatling/target/compare");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Plan plan;
  private final Children children;
  private final Progress progress;
  private final Path root = FOLDER.resolve("root");
  private final Path results;
  private final List<Comparison.Labelled> runs = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Rounds(Plan plan, Children children, Progress progress) {
    this.plan = plan;
    this.children = children;
    this.progress = progress;
    this.results =
        FOLDER
            .resolve(
                "%s-%s-%d"
                    .formatted(
                        plan.simulation(),
                        TIME.format(LocalDateTime.now(ZoneId.systemDefault())),
                        ProcessHandle.current().pid()))
            .toAbsolutePath();
  }

  /** Measures everything. */
  void run() throws IOException, InterruptedException, CompareException {
    FilesToServe.write(root);
    checkOptions();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.round(round, plan.rounds());
      for (Variant variant : plan.order(round)) {
        measure(round, variant);
      }
    }
    progress.end();
  }

  /** Starts each server once, so that wrong options are found before anything is measured. */
  private void checkOptions() throws IOException, InterruptedException, CompareException {
    Set<List<String>> tried = new HashSet<>();
    for (Variant variant : plan.variants()) {
      if (tried.add(variant.options())) {
        Path folder = results.resolve("options").resolve(variant.folder());
        Server.start(children, variant, root, plan.serverOptions(), folder).stop();
      }
    }
  }

  private void measure(int round, Variant variant)
      throws IOException, InterruptedException, CompareException {
    Path folder = results.resolve("round-" + round).resolve(variant.folder());
    List<String> found = new Measurement(plan, children, root, progress).of(variant, folder);
    String where = plan.rounds() == 1 ? "" : ", round " + round;
    found.forEach(fault -> faults.add("%s%s: %s".formatted(variant.label(), where, fault)));
    runs.add(new Comparison.Labelled(variant.label(), folder.resolve("run")));
    progress.stepDone();
  }

  /** The results, in the order in which the engines were named. */
  Comparison comparison() throws IOException {
    List<Comparison.Labelled> ordered = new ArrayList<>();
    for (Variant variant : plan.variants()) {
      runs.stream().filter(run -> run.label().equals(variant.label())).forEach(ordered::add);
    }
    return Comparison.of(ordered);
  }

  /** Assertions that did not hold, and leaks, each with its engine and round. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The folder with everything that was printed or measured. */
  Path results() {
    return results;
  }
}
