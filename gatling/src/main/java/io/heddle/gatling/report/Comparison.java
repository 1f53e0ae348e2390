package io.heddle.gatling.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs of one simulation side by side. Runs with the same label are rounds: the table shows their
 * median, and how far they are apart.
 */
public final class Comparison {
  /** The folder with the results of a run, and the heading of its column. */
  public record Labelled(String label, Path folder) {}

  private final List<Series> all;

  private Comparison(List<Series> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads the results of runs.
   *
   * @throws IOException if a run cannot be read, has no requests, or is one of another simulation
   */
  public static Comparison of(List<Labelled> folders) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Labelled labelled : folders) {
      runs.add(Run.in(labelled.folder(), labelled.label()));
    }
    checkComparable(runs);
    Map<String, List<Run>> byLabel = new LinkedHashMap<>();
    runs.forEach(run -> byLabel.computeIfAbsent(run.label(), _ -> new ArrayList<>()).add(run));
    List<Series> all = new ArrayList<>();
    byLabel.forEach((label, rounds) -> all.add(new Series(label, rounds)));
    return new Comparison(all);
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

  /** The tables, with notes on how to read them. */
  public String text() {
    RunHeader header = all.getFirst().rounds().getFirst().summary().run();
    StringBuilder text =
        new StringBuilder(
            "%s, Gatling %s\n\n%s\n"
                .formatted(header.simulation(), header.gatlingVersion(), table()));
    warnings().forEach(warning -> text.append(warning).append('\n'));
    return text.append(warnings().isEmpty() ? "" : "\n").append(Notes.of(all)).toString();
  }

  /** Why the figures may be those of the load generator; empty if they are not. */
  private List<String> warnings() {
    return all.stream().flatMap(series -> GeneratorUse.warning(series).stream()).toList();
  }

  private Table table() {
    Table table = new Table();
    table.row(heading("all requests"));
    Quantity.OF_ALL.forEach(quantity -> table.row(quantity.row(all)));
    table.row(assertions());
    Set<String> names = new LinkedHashSet<>();
    all.forEach(
        series -> series.rounds().forEach(run -> names.addAll(run.summary().byName().keySet())));
    if (names.size() > 1) {
      for (String name : names) {
        table.blank();
        table.row(heading(name));
        Quantity.of(name).forEach(quantity -> table.row(quantity.row(all)));
      }
    }
    return table;
  }

  private List<String> heading(String what) {
    List<String> cells = new ArrayList<>();
    cells.add(what);
    all.forEach(series -> cells.add(series.label()));
    String first = all.getFirst().label();
    all.stream().skip(1).forEach(series -> cells.add(series.label() + "/" + first));
    return cells;
  }

  private List<String> assertions() {
    List<String> cells = new ArrayList<>();
    cells.add("assertions");
    all.forEach(series -> cells.add(series.assertions()));
    return cells;
  }
}
