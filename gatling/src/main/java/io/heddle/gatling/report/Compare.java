package io.heddle.gatling.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Prints runs of one simulation side by side: {@code Compare LABEL=FOLDER...}. The exit status is 1
 * if a run cannot be read or has no requests, and 2 if the arguments are wrong.
 */
public final class Compare {
  private static final String USAGE = "usage: Compare LABEL=FOLDER...";
  private static final String NOTE =
      """
      Times are Gatling's: whole milliseconds, including those of failed requests. 0 and 1 may be
      almost equal, so a ratio of such small numbers means nothing.
      """;

  private Compare() {}

  /** Runs the program. */
  public static void main(String... arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream complaints) {
    if (arguments.isEmpty() || !arguments.stream().allMatch(word -> word.matches("[^=]+=.+"))) {
      complaints.println(USAGE);
      return 2;
    }
    try {
      List<Run> runs = new ArrayList<>();
      for (String argument : arguments) {
        int equals = argument.indexOf('=');
        runs.add(Run.in(Path.of(argument.substring(equals + 1)), argument.substring(0, equals)));
      }
      checkComparable(runs);
      out.print(report(runs));
      return 0;
    } catch (IOException e) {
      complaints.println("compare: " + e.getMessage());
      return 1;
    }
  }

  private static void checkComparable(List<Run> runs) throws IOException {
    String simulation = runs.getFirst().summary().run().simulation();
    for (Run run : runs) {
      String other = run.summary().run().simulation();
      if (!other.equals(simulation)) {
        throw new IOException(
            "%s is a run of %s, but %s is a run of %s: name runs of the same simulation"
                .formatted(runs.getFirst().label(), simulation, run.label(), other));
      }
      if (run.summary().all().count() == 0) {
        throw new IOException(
            run.label() + " has no requests: see Gatling's output, and repeat the run");
      }
    }
  }

  private static String report(List<Run> runs) {
    RunHeader header = runs.getFirst().summary().run();
    Table table = new Table();
    table.row(heading("all requests", runs));
    addAll(table, runs);
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.summary().byName().keySet()));
    if (names.size() > 1) {
      for (String name : names) {
        table.blank();
        table.row(heading(name, runs));
        addName(table, runs, run -> run.summary().byName().getOrDefault(name, new ResponseTimes()));
      }
    }
    return "%s, Gatling %s%n%n%s%n%s"
        .formatted(header.simulation(), header.gatlingVersion(), table, NOTE);
  }

  private static List<String> heading(String what, List<Run> runs) {
    List<String> cells = new ArrayList<>();
    cells.add(what);
    runs.forEach(run -> cells.add(run.label()));
    String first = runs.getFirst().label();
    runs.stream().skip(1).forEach(run -> cells.add(run.label() + "/" + first));
    return cells;
  }

  private static void addAll(Table table, List<Run> runs) {
    Kind all = run -> run.summary().all();
    add(table, "requests", "%.0f", runs, run -> all.of(run).count());
    add(table, "failed", "%.0f", runs, run -> all.of(run).failed());
    add(table, "mean ms", "%.2f", runs, run -> all.of(run).meanMillis());
    addPercentiles(table, runs, all, "50", "95", "99", "99.9");
    add(table, "max ms", "%.0f", runs, run -> all.of(run).maxMillis());
    add(table, "requests/s", "%.1f", runs, run -> run.summary().perSecond());
    add(table, "server CPU us/request", "%.1f", runs, Run::cpuMicrosPerRequest);
    add(table, "server MiB after", "%.0f", runs, run -> run.server().residentMiB());
    add(table, "server files before", "%.0f", runs, run -> run.server().filesBefore());
    add(table, "server files after", "%.0f", runs, run -> run.server().filesAfter());
    add(table, "connections after", "%.0f", runs, run -> run.server().connectionsAfter());
    add(table, "other errors", "%.0f", runs, run -> run.summary().faults());
    List<String> gates = new ArrayList<>();
    gates.add("assertions");
    runs.forEach(run -> gates.add(run.gates()));
    table.row(gates);
  }

  /** Selects one kind of request from a run. */
  private interface Kind {
    ResponseTimes of(Run run);
  }

  private static void addName(Table table, List<Run> runs, Kind kind) {
    add(table, "requests", "%.0f", runs, run -> kind.of(run).count());
    add(table, "failed", "%.0f", runs, run -> kind.of(run).failed());
    addPercentiles(table, runs, kind, "50", "99");
    add(table, "max ms", "%.0f", runs, run -> kind.of(run).maxMillis());
  }

  private static void addPercentiles(Table table, List<Run> runs, Kind kind, String... percents) {
    for (String percent : percents) {
      double share = Double.parseDouble(percent);
      String name = "p" + percent + " ms";
      add(table, name, "%.0f", runs, run -> kind.of(run).percentileMillis(share));
    }
  }

  private static void add(
      Table table, String name, String format, List<Run> runs, ToDoubleFunction<Run> figure) {
    table.figures(name, format, runs.stream().map(figure::applyAsDouble).toList());
  }
}
