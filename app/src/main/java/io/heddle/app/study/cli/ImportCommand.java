package io.heddle.app.study.cli;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.hyperfoil.ResultReader;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds what another load generator has measured to a study. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Adds the results of Hyperfoil to a study, and writes its report again, which shows them next"
          + " to the study's own figures.",
      ""
    })
final class ImportCommand implements Callable<Integer> {
  @Option(
      names = "--hyperfoil",
      paramLabel = "RESULTS",
      required = true,
      description =
          "The results of one run as JSON, as Hyperfoil's \"export -f json\" writes them, or a"
              + " folder of such files.")
  private Path results = Path.of("");

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "What Hyperfoil has measured; needed if the study has several variants.")
  private @Nullable String variant;

  @Parameters(paramLabel = "DIR", description = "The folder of the study.")
  private Path folder = Path.of("");

  ImportCommand() {}

  @Override
  public Integer call() throws IOException {
    Archive archive = Archive.open(folder);
    String measured = variant(archive.study());
    List<HyperfoilRun> runs = new ArrayList<>();
    for (Path file : files()) {
      runs.add(ResultReader.read(file, archive.study(), measured));
    }
    for (HyperfoilRun run : runs) {
      archive.write(run);
      System.out.printf("imported %s, %s, %s%n", run.workload(), run.point(), run.variant());
    }
    if (archive.study().environment().waiting() == Waiting.PROXY) {
      StudyCommand.info(
          "the study ran with --wait=proxy: for the same wait with Hyperfoil, start a second server"
              + " with --lab, and give the measured one --lab-backend");
    }
    System.out.println("report: " + Report.write(archive, folder.resolve("report")));
    return 0;
  }

  private String variant(Study study) {
    List<String> names = study.variants().stream().map(Variant::name).toList();
    String chosen = variant == null && names.size() == 1 ? names.getFirst() : variant;
    if (chosen == null) {
      throw new PlanException(
          "--variant is missing: name the server that Hyperfoil has measured, one of "
              + String.join(", ", names));
    }
    if (!names.contains(chosen)) {
      throw new PlanException("--variant", chosen, "write one of " + String.join(", ", names));
    }
    return chosen;
  }

  private List<Path> files() throws IOException {
    if (Files.isRegularFile(results)) return List.of(results);
    if (Files.isDirectory(results)) {
      try (Stream<Path> all = Files.list(results)) {
        List<Path> files =
            all.filter(file -> file.getFileName().toString().endsWith(".json")).sorted().toList();
        if (!files.isEmpty()) return files;
      }
    }
    throw new PlanException(
        "--hyperfoil", results.toString(), "name a JSON file, or a folder that has some");
  }
}
