package io.heddle.gatling.compare;

import io.heddle.gatling.report.Comparison;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code bin/compare}. */
@Command(
    name = "bin/compare",
    sortOptions = false,
    usageHelpAutoWidth = true,
    customSynopsis = {
      "bin/compare SIMULATION [option...] [-Dname=value...] [-- server option...]",
      "bin/compare --report LABEL=FOLDER...",
      "bin/compare agreement [--engines NAMES] [--seconds N]",
      ""
    },
    description = {
      "Runs a Gatling simulation against each engine in turn, in several rounds, and prints the results side by side.",
      "",
      "Each server is a new process on a free port of 127.0.0.1, with --lab and a folder of files. After the load, it"
          + " must not have more open connections than before, and at most 16 more descriptors. Otherwise it leaks, and"
          + " the run fails. All output and results stay in gatling/target/compare.",
      ""
    },
    footer = {
      "",
      "Words after -- are options for every server, such as -- --workers=64.",
      "JAVA_OPTS has options for the servers' JVM; APP_ variables are not passed on.",
      "Exit status: 0 if all assertions held on every engine, 1 if not, 2 for wrong options."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final String END_OF_OPTIONS = "--";
  private static final int OK = 0;

  private final List<String> serverOptions;
  private final Path home;
  private final Children children = new Children();
  private final PrintStream out;
  private final PrintStream complaints;

  @Parameters(
      arity = "0..*",
      paramLabel = "SIMULATION",
      description = "Plaintext, Api, Static, ...: gatling/README.md lists all.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each engine is measured, in alternating order (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--engines",
      paramLabel = "NAMES",
      defaultValue = "epoll,vthreads",
      description =
          "Engines (${DEFAULT-VALUE}): epoll, vthreads, threads, epoll-virtual, epoll-pool=N. Ratios refer to the"
              + " first. Name one twice to see how much two runs of the same server differ.")
  private String engines = "";

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "Run the same simulation first for this long, unmeasured; 0 for no warm-up (${DEFAULT-VALUE}).")
  private String warmup = "";

  @Option(
      names = "-D",
      paramLabel = "name=value",
      description = "A parameter of the simulation: rate, users, ramp, duration, p99, ...")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--report",
      description =
          "Only print the results of earlier runs: .../round-1/epoll/run with any label. Runs with the same"
              + " label are rounds.")
  private boolean report;

  private CompareCommand(
      List<String> serverOptions, Path home, PrintStream out, PrintStream complaints) {
    this.serverOptions = List.copyOf(serverOptions);
    this.home = home;
    this.out = out;
    this.complaints = complaints;
  }

  /** Runs the program. */
  public static void main(String... words) {
    System.exit(run(List.of(words), Path.of(""), System.out, System.err));
  }

  /**
   * Runs the program.
   *
   * @param home the folder of the project
   * @return the exit status
   */
  static int run(List<String> words, Path home, PrintStream out, PrintStream complaints) {
    int end = words.contains(END_OF_OPTIONS) ? words.indexOf(END_OF_OPTIONS) : words.size();
    List<String> serverOptions = words.subList(Math.min(end + 1, words.size()), words.size());
    CompareCommand command = new CompareCommand(serverOptions, home, out, complaints);
    CommandLine agreement =
        withHelp(new CommandLine(new AgreementCommand(command.children, out, complaints)));
    return withHelp(new CommandLine(command))
        .addSubcommand(agreement)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, _) -> command.failed(wrong(e)))
        .setExecutionExceptionHandler((e, _, _) -> command.failed(e))
        .execute(words.subList(0, end).toArray(new String[0]));
  }

  private static CommandLine withHelp(CommandLine commandLine) {
    commandLine
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
    return commandLine;
  }

  private static CompareException wrong(ParameterException e) {
    return CompareException.wrongOption(
        switch (e) {
          case UnmatchedArgumentException unmatched ->
              "unknown option: " + unmatched.getUnmatched().getFirst();
          case MissingParameterException missing
              when missing.getMissing().getFirst() instanceof OptionSpec option ->
              option.longestName() + " needs a value";
          default -> String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        });
  }

  private int failed(Exception e) throws Exception {
    if (children.isEnding()) {
      return CompareException.FAILED;
    }
    return switch (e) {
      case CompareException failure -> {
        complaints.println("compare: " + failure.text());
        if (failure.status() == CompareException.WRONG_OPTIONS) {
          complaints.println("see bin/compare --help");
        }
        yield failure.status();
      }
      case IOException failure -> {
        complaints.println("compare: " + failure.getMessage());
        yield CompareException.FAILED;
      }
      default -> throw e;
    };
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CompareException {
    if (report) {
      out.print(Comparison.of(labelled()).text());
      return OK;
    }
    String simulation = Plan.simulation(words, home);
    if (simulation.equals("Static")) {
      parameters.putIfAbsent("files", FilesToServe.PATHS);
    }
    Plan plan =
        new Plan(simulation, parameters, Variant.of(engines), rounds, warmup, serverOptions)
            .checked();
    Progress progress =
        new Progress(
            complaints,
            Progress.isTerminal(),
            plan.rounds() * plan.variants().size(),
            plan.expectedTime(),
            InstantSource.system());
    Rounds all = new Rounds(plan, children, progress);
    all.run();
    out.println();
    out.print(all.comparison().text());
    print(all.faults());
    complaints.println("results: " + Path.of("").toAbsolutePath().relativize(all.results()));
    return all.faults().isEmpty() ? OK : CompareException.FAILED;
  }

  private void print(List<String> faults) {
    if (!faults.isEmpty()) {
      out.println("\nNot all assertions held:");
      faults.forEach(out::println);
    }
  }

  private List<Comparison.Labelled> labelled() throws CompareException {
    if (words.isEmpty()) {
      throw CompareException.wrongOption(
          "--report needs LABEL=FOLDER, such as before=gatling/target/compare/.../round-1/epoll/run");
    }
    List<Comparison.Labelled> runs = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw CompareException.wrongOption("--report %s: write LABEL=FOLDER".formatted(word));
      }
      runs.add(
          new Comparison.Labelled(word.substring(0, equals), Path.of(word.substring(equals + 1))));
    }
    return runs;
  }
}
