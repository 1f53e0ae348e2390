package io.heddle.app.study.cli;

import io.heddle.app.command.WrongWords;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.ArchiveException;
import io.heddle.app.study.data.FileProblem;
import io.heddle.app.study.hyperfoil.ResultException;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.PlanException;
import io.heddle.app.study.report.Count;
import io.heddle.app.study.report.Report;
import io.heddle.app.study.report.TerminalVerdict;
import io.heddle.app.study.run.Placement;
import io.heddle.app.study.run.Progress;
import io.heddle.app.study.run.ServerSettings;
import io.heddle.app.study.run.Stop;
import io.heddle.app.study.run.StudyRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sun.misc.Signal;

/** Measures the engines side by side under the same work, and writes a report. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Measures the engines side by side under the same work, and writes a report.",
      "Ctrl-C (SIGINT) or SIGTERM stops it and writes a report of what has been measured so far. Run"
          + " the same command again to continue.",
      ""
    },
    subcommands = {
      ReportCommand.class,
      CompareCommand.class,
      ListCommand.class,
      ExportCommand.class,
      ImportCommand.class
    })
public final class StudyCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int INTERRUPTED = 130;

  private final String program;
  private final List<String> words;

  @Mixin private StudyOptions options = new StudyOptions();

  private StudyCommand(String program, List<String> words) {
    this.program = program;
    this.words = words;
  }

  /**
   * Runs the command.
   *
   * @param program the name of the program in its help
   * @param words the arguments after {@code study}
   * @return the exit status
   */
  public static int run(String program, List<String> words) {
    CommandLine commandLine =
        commandLine(program, List.copyOf(words))
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, _) -> fail(WRONG_OPTIONS, WrongWords.line(e)))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
    commandLine.setCommandName(program + " study");
    return commandLine.execute(words.toArray(new String[0]));
  }

  /** The command with its options and subcommands, to describe it. */
  public static CommandLine model(String program) {
    return commandLine(program, List.of());
  }

  private static CommandLine commandLine(String program, List<String> words) {
    return new CommandLine(new StudyCommand(program, words));
  }

  private static int failed(Exception e) throws Exception {
    return switch (e) {
      case PlanException wrong -> fail(WRONG_OPTIONS, String.valueOf(wrong.getMessage()));
      case ArchiveException wrong -> fail(WRONG_OPTIONS, String.valueOf(wrong.getMessage()));
      case ResultException wrong -> fail(WRONG_OPTIONS, String.valueOf(wrong.getMessage()));
      case IOException failure -> fail(FAILED, "the study failed: " + FileProblem.text(failure));
      default -> throw e;
    };
  }

  private static int fail(int status, String reason) {
    System.err.println("app: error: " + reason.replaceAll("\\p{Cntrl}+", " ").strip());
    return status;
  }

  static void info(String text) {
    System.err.println("app: info: " + text);
  }

  @Override
  public Integer call() throws IOException {
    Plan plan = options.plan();
    Placement placement = options.placement();
    ServerSettings settings = options.settings(placement);
    URI target = options.target();
    List<String> command = new ArrayList<>(List.of(program, "study"));
    command.addAll(words);
    Folder.prepare("--out", options.out());
    try (FolderLock _ = FolderLock.of("--out", options.out())) {
      if (Archive.isArchive(options.out())) {
        Archive.open(options.out()).cells(); // a damaged one is named before the rest is measured
      }
      return measure(plan, new StudyRun(plan, settings, placement, target, options.out(), command));
    }
  }

  private int measure(Plan plan, StudyRun run) throws IOException {
    List<String> ownWork = options.ownWork(plan);
    info(
        "%s of %s on %s, expected to take %s; results in %s"
            .formatted(
                Count.of(plan.rounds(), "round"),
                Count.of(plan.settings().size(), "point"),
                Count.of(plan.variants().size(), "variant"),
                Progress.text(plan.duration()),
                options.out()));
    options.leftOut().forEach(StudyCommand::info);
    Stop stop = new Stop();
    Signal.handle(new Signal("INT"), _ -> stop.ask());
    Signal.handle(new Signal("TERM"), _ -> stop.ask());
    Archive archive = measured(run, new Progress(System.err, isTerminal(), plan.duration()), stop);
    stop.answer();
    if (archive == null) {
      info("stopped before anything was measured");
      return INTERRUPTED;
    }
    report(archive, ownWork, stop.isAsked());
    return stop.isAsked() ? INTERRUPTED : OK;
  }

  private @Nullable Archive measured(StudyRun run, Progress progress, Stop stop)
      throws IOException {
    try {
      return run.run(progress, stop);
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      String kept =
          Archive.isArchive(options.out())
              ? "; what is measured is kept: run the same command again to continue"
              : "";
      throw new IOException(FileProblem.text(e) + kept, e);
    }
  }

  private static void report(Archive archive, List<String> ownWork, boolean isInterrupted)
      throws IOException {
    Path page = Report.write(archive, archive.folder().resolve("report"));
    for (String name : ownWork) {
      System.out.println(TerminalVerdict.of(archive, name));
      System.out.println();
    }
    if (isInterrupted) {
      int missing = archive.missing().size();
      info(
          "stopped %s: run the same command again to continue"
              .formatted(
                  missing == 0
                      ? "after the last cell"
                      : "with " + Count.of(missing, "cell") + " missing"));
    }
    System.out.println("report: " + page);
  }

  /** Whether stderr is a terminal. */
  private static boolean isTerminal() {
    try {
      String place = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return place.startsWith("/dev/pts/") || place.startsWith("/dev/tty");
    } catch (IOException _) {
      return false;
    }
  }
}
