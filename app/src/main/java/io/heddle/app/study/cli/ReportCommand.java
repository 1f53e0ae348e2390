package io.heddle.app.study.cli;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the report of a study again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Writes the report of a study again, even of an unfinished one.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder of the study.")
  private Path folder = Path.of("");

  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    Archive archive = Archive.open(folder);
    System.out.println("report: " + Report.write(archive, folder.resolve("report")));
    return 0;
  }
}
