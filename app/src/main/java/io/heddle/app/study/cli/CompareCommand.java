package io.heddle.app.study.cli;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two studies. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Compares two studies: new divided by old, for every variant and point.")
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "The folder of the earlier study.")
  private Path old = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The folder of the later study.")
  private Path replacement = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {"Folder of the report.", "Default: heddle-comparison"})
  private Path out = Path.of("heddle-comparison");

  CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    Archive before = Archive.open(old);
    Archive after = Archive.open(replacement);
    Folder.prepare("--out", out);
    Path page = ComparisonReport.write(before, after, out);
    System.out.println("report: " + page);
    return 0;
  }
}
