package io.heddle.app.study.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.OwnWork;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.workload.Scenarios;
import io.heddle.app.study.report.ComparisonReport;
import io.heddle.app.study.report.Report;
import io.heddle.app.study.run.Placement;
import io.heddle.app.study.run.Progress;
import io.heddle.app.study.run.ServerSettings;
import io.heddle.app.study.run.Stop;
import io.heddle.app.study.run.StudyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The study under test: real studies whose results are known beforehand. This measures for a
 * quarter of an hour and needs a quiet machine, so it is only run by the Maven profile {@code
 * study-trial}. The studies stay in {@code target/study-trial}.
 */
final class StudyTrial {
  private static final Path FOLDER = Path.of("target", "study-trial");

  /** How many comparisons of equals must show no difference. */
  private static final double LEAST_AGREEMENT = 0.95;

  /** Fewer comparisons than this prove nothing. */
  private static final int LEAST_COMPARISONS = 30;

  private static final double SLOWED_MICROS = 50;
  private static final String SLOWED = "%.0f µs".formatted(SLOWED_MICROS);

  /** The rounds of the default profile. */
  private static final int ROUNDS = Integer.getInteger("trial.rounds", Profile.DEFAULT.rounds());

  private static final Profile PROFILE =
      Profile.valueOf(System.getProperty("trial.profile", "quick").toUpperCase(Locale.ROOT));

  private static final Set<String> WORKLOADS = Set.of("tiny", "latency", "wait", "compute");

  private static List<Scenario> workloads() {
    return Scenarios.all(PROFILE).stream()
        .filter(scenario -> WORKLOADS.contains(scenario.name()))
        .toList();
  }

  /** Only tiny requests, from one client and from many. */
  private static List<Scenario> tiny() {
    return Scenarios.all(Profile.FULL).stream()
        .filter(scenario -> scenario.name().equals("tiny"))
        .map(scenario -> scenario.only(setting -> Set.of(1.0, 64.0).contains(setting.point().x())))
        .toList();
  }

  /**
   * Low rates, the same for both engines. In a closed loop, a slower server gets fewer requests, in
   * smaller groups, and the clients sleep in between. That probably makes each request dearer.
   */
  private static List<Scenario> rates() {
    return Stream.of(1_000, 4_000)
        .map(rate -> OwnWork.parse("rate-" + rate, "rate=" + rate + " target=/plaintext", 1))
        .toList();
  }

  /** Measures, and writes the report. */
  private static Archive study(Path folder, long seed, List<Variant> variants, List<Scenario> work)
      throws IOException {
    return study(folder, seed, variants, work, null);
  }

  /** The same with handlers that compute what those of another study did. */
  private static Archive study(
      Path folder,
      long seed,
      List<Variant> variants,
      List<Scenario> work,
      @Nullable Integer stepsPerMicrosecond)
      throws IOException {
    Plan plan = new Plan(PROFILE, ROUNDS, seed, variants, work, false);
    Placement placement = Placement.of(null, null);
    ServerSettings settings =
        new ServerSettings(
            "512m",
            ServerSettings.usualCollector(placement),
            List.of(),
            null,
            Waiting.SLEEP,
            stepsPerMicrosecond);
    List<String> command = List.of("study-trial", folder.getFileName().toString());
    System.out.println(folder + ": about " + Progress.text(plan.duration()));
    Archive archive =
        new StudyRun(plan, settings, placement, null, folder, command)
            .run(new Progress(System.out, false, plan.duration()), new Stop());
    Report.write(Objects.requireNonNull(archive), folder.resolve("report"));
    assertThat(archive.missing()).isEmpty();
    archive.cells().stream()
        .filter(cell -> !cell.valid())
        .forEach(cell -> System.out.println(cell.key() + " is excluded: " + cell.invalidReason()));
    return archive;
  }

  @AfterAll
  static void printTable() throws IOException {
    String table = TrialTable.of(FOLDER);
    System.out.print(table);
    Files.writeString(FOLDER.resolve("results.md"), table);
  }

  /** A folder without the results of an earlier trial. */
  private static Path empty(String name) throws IOException {
    Path folder = FOLDER.resolve(name);
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  /** Stores the result before it is judged, so that the table has it in any case. */
  private static void assertAgrees(String what, Path folder, Agreement agreement)
      throws IOException {
    agreement.report(what, folder.resolve("result.txt"));
    TrialTable.write(
        folder, List.of(List.of(what, "no difference in at least 95 %", agreement.words())));
    assertThat(agreement.telling()).hasSizeGreaterThanOrEqualTo(LEAST_COMPARISONS);
    assertThat(agreement.share()).isGreaterThanOrEqualTo(LEAST_AGREEMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vthreads", "epoll-virtual"})
  void anEngineDoesNotDifferFromItself(String engine) throws IOException {
    Path folder = empty("same-" + engine);
    study(folder, 1, Engines.of(List.of(engine, engine)), workloads());
    Agreement agreement =
        Agreement.of(
            PairRow.ofStudy(folder.resolve("report")).stream()
                .filter(row -> row.first().equals(engine))
                .toList());
    assertAgrees("`" + engine + "` against itself", folder, agreement);
  }

  @Test
  void anEngineThatIsSlowedDownIsFoundAndQuantified() throws IOException {
    Path folder = empty("slowed");
    Path study = folder.resolve("study");
    Variant plain = Engines.of(List.of("vthreads")).getFirst();
    Variant slowed = SlowedEngine.of(plain, SLOWED_MICROS, folder.resolve("jar"));
    List<Scenario> work = Stream.concat(tiny().stream(), rates().stream()).toList();
    study(study, 1, List.of(plain, slowed), work);
    List<PairRow> rows =
        PairRow.ofStudy(study.resolve("report")).stream()
            .filter(row -> row.first().equals(slowed.name()))
            .toList();
    List<PairRow> cpu = of(rows, Figure.CPU_PER_REQUEST);
    List<PairRow> cpuAtRates = cpu.stream().filter(row -> !isClosed(row)).toList();
    List<PairRow> throughput =
        of(rows, Figure.THROUGHPUT).stream().filter(StudyTrial::isClosed).toList();
    List<List<String>> table = new ArrayList<>();
    cpu.forEach(row -> table.add(cpuRow(row)));
    throughput.forEach(row -> table.add(throughputRow(row)));
    TrialTable.write(folder, table);
    assertThat(cpu).hasSize(4).allMatch(PairRow::isDifferent).allMatch(row -> row.difference() > 0);
    assertThat(cpuAtRates)
        .hasSize(2)
        .allMatch(row -> row.differenceLow() * 1e6 <= SLOWED_MICROS)
        .allMatch(row -> row.differenceHigh() * 1e6 >= SLOWED_MICROS);
    assertThat(throughput)
        .hasSize(2)
        .allMatch(PairRow::isDifferent)
        .allMatch(row -> row.difference() < 0);
  }

  private static List<String> cpuRow(PairRow row) {
    String result =
        String.format(
            Locale.ROOT,
            "%.1f µs more [%.1f, %.1f]",
            row.difference() * 1e6,
            row.differenceLow() * 1e6,
            row.differenceHigh() * 1e6);
    return List.of(
        "an engine slowed by " + SLOWED + ", " + load(row) + ": CPU time per request",
        isClosed(row) ? "more" : "more, " + SLOWED + " within the interval",
        result);
  }

  private static List<String> throughputRow(PairRow row) {
    String result =
        row.ratio() == null
            ? "no ratio"
            : String.format(
                Locale.ROOT, "%.3f times [%.3f, %.3f]", row.ratio(), row.low(), row.high());
    return List.of("the same, " + load(row) + ": throughput", "less", result);
  }

  private static boolean isClosed(PairRow row) {
    return row.workload().equals("tiny");
  }

  private static String load(PairRow row) {
    return isClosed(row)
        ? "closed loop, " + row.point()
        : row.workload().substring("rate-".length()) + " requests/s";
  }

  private static List<PairRow> of(List<PairRow> rows, Figure figure) {
    return rows.stream().filter(row -> row.figure().equals(figure.key())).toList();
  }

  @Test
  void twoStudiesOfTheSameCommitAgree() throws IOException {
    Path folder = empty("twice");
    List<Variant> engines = Engines.of(List.of("epoll-virtual", "vthreads"));
    Archive first = study(folder.resolve("first"), 1, engines, workloads());
    Integer steps = first.study().environment().stepsPerMicrosecond();
    Archive second = study(folder.resolve("second"), 2, engines, workloads(), steps);
    Path report = folder.resolve("comparison");
    ComparisonReport.write(first, second, report);
    Agreement agreement = Agreement.of(PairRow.ofComparison(report));
    assertAgrees("the second of two studies against the first", folder, agreement);
  }
}
