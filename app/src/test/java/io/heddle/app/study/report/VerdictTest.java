package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.analysis.Crossing;
import io.heddle.app.study.analysis.Curve;
import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerdictTest {
  @TempDir private static Path folder;

  private static Archive archive;
  private static Results results;
  private static Results ofThreeRounds;

  @BeforeAll
  static void write() throws IOException {
    archive = MadeUpStudy.write(folder.resolve("five"));
    results = Results.of(archive);
    ofThreeRounds = Results.of(MadeUpStudy.write(folder.resolve("three"), 3));
  }

  private static String verdict(Results results, String workload) {
    Verdict verdict = Verdict.of(results, results.study().workload(workload).orElseThrow());
    return verdict.statements().stream().map(Statement::text).collect(Collectors.joining("\n"))
        + String.join("\n", verdict.turnings());
  }

  @Test
  void aDifferenceIsARatioWithItsInterval() {
    assertThat(verdict(results, "wait"))
        .contains("wait 100 ms, 64 to 256 connections: No difference shown")
        .containsPattern(
            "throughput is 1\\.5\\d× \\[1\\.5\\d, 1\\.5\\d]† that on platform threads and"
                + " 15\\.\\d× \\[15\\.\\d, 15\\.\\d]† that on epoll with 256 workers");
  }

  @Test
  void aTieIsNoDifferenceShown() {
    assertThat(verdict(results, "download"))
        .startsWith("size 100 MiB: ")
        .contains("No difference shown. The same within 10 %: ");
  }

  @Test
  void aCrossoverIsNamed() {
    assertThat(verdict(results, "cpu"))
        .containsPattern(
            "Below [01]\\.\\d+ ms \\[.*] virtual threads are faster, above it epoll with virtual");
  }

  @Test
  void aCrossoverOfOneOfSeveralCurvesNamesTheCurve() {
    Workload cpu = results.study().workload("cpu").orElseThrow();
    Curve curve = new Curve(cpu, Figure.CPU_PER_REQUEST, "way=download", List.of());
    List<Variant> variants = results.study().variants();
    Variant threads = variants.getLast();
    Crossing crossing =
        new Crossing(curve, threads, variants.getFirst(), 2, new Interval(1, 3, 0.95));
    assertThat(Turning.text(crossing))
        .isEqualTo(
            "Download: below 2.00 ms [1.00, 3.00] platform threads take less CPU time, above it"
                + " epoll with virtual workers.");
  }

  @Test
  void aFigureThatNoCellHasIsNamed() {
    Workload wait = results.study().workload("wait").orElseThrow();
    Workload other =
        new Workload(
            wait.name(),
            wait.title(),
            wait.question(),
            wait.points(),
            wait.xTitle(),
            wait.xUnit(),
            Figure.BYSTANDER_P99);
    assertThat(TerminalVerdict.of(results, other))
        .contains("No valid cell has p99 latency of bystanders: a percentile needs ten responses");
  }

  @Test
  void pointsAreNamedAsReadersWriteThem() {
    assertThat(Labels.settings("wait=10ms connections=1000"))
        .isEqualTo("wait 10 ms, 1,000 connections");
    assertThat(Labels.settings("connections=1")).isEqualTo("1 connection");
    assertThat(Labels.settings("rate=8000/s")).isEqualTo("rate 8,000/s");
    assertThat(Labels.settings("jvm=cold")).isEqualTo("jvm cold");
    assertThat(Labels.settings("handler=short-wait")).isEqualTo("handler short-wait");
    assertThat(Labels.settings("pipeline=4")).isEqualTo("pipeline 4");
    assertThat(Labels.settings("size=1KiB way=upload")).isEqualTo("size 1 KiB, upload");
    assertThat(Labels.settings("size=102400KiB way=download")).isEqualTo("size 100 MiB, download");
    assertThat(Labels.settings("size=1500KiB")).isEqualTo("size 1,500 KiB");
    assertThat(Labels.settings("connections=100 state=after-use"))
        .isEqualTo("100 connections, after use");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, size 1 to 64 KiB",
    "64, 1024, size 64 KiB to 1 MiB",
    "1024, 102400, size 1 to 100 MiB"
  })
  void rangesOfSizesHaveTheUnitsThatFit(int from, int to, String text) {
    assertThat(Labels.range(List.of(size(from), size(to)))).isEqualTo(text);
  }

  private static Point size(int kib) {
    return new Point("size=" + kib + "KiB", kib, "KiB");
  }

  @Test
  void aWideRangeKeepsDigitsOfItsLowEnd() {
    assertThat(Quantity.range(new Interval(0.918, 1.043, 0.95))).isEqualTo("0.918 to 1.043");
    assertThat(Quantity.range(new Interval(0.55, 1.2, 0.95))).isEqualTo("0.55 to 1.20");
    assertThat(Quantity.range(new Interval(0.0041, 138, 0.95))).isEqualTo("0.0041 to 138");
    assertThat(Quantity.range(new Interval(0.46, 26.4, 0.95))).isEqualTo("0.46 to 26.4");
    assertThat(Quantity.range(new Interval(0, 2, 0.95))).isEqualTo("0 to 2.00");
  }

  @Test
  void threeRoundsShowRangesOnly() {
    Results results = ofThreeRounds;
    assertThat(verdict(results, "wait"))
        .contains("No difference shown", "Not decided", ", throughput is ", "too few rounds)")
        .doesNotContain("×");
    assertThat(RoundsText.of(results.reachOfQuestion()))
        .contains(
            "With 3 rounds", "can give is 0.100", "nothing can be significant", "ranges only");
    assertThat(Decision.all(results)).allMatch(decision -> decision.by().isEmpty());
  }

  @Test
  void fiveRoundsSayWhatTheyCannotShow() {
    assertThat(RoundsText.of(results.reachOfQuestion()))
        .contains("With 5 rounds", "can give is 0.008", "enough for the 6 comparisons");
    assertThat(RoundsText.overall(results.reachOfMain()))
        .contains("No verdict can hold after Holm's correction over all of these");
  }

  @Test
  void theDecisionTableHasWhatToChoose() {
    List<Decision> decisions = Decision.all(results);
    assertThat(decisions)
        .anySatisfy(
            decision -> {
              assertThat(decision.work()).isEqualTo("Overload");
              assertThat(decision.choice()).isEqualTo("epoll with virtual workers");
              assertThat(decision.by())
                  .matches(
                      "p99 latency of bystanders 0\\.6\\d× \\[0\\.6\\d, 0\\.6\\d]†,"
                          + " epoll with virtual workers against virtual threads .*");
            })
        .anySatisfy(
            decision -> {
              assertThat(decision.work()).isEqualTo("Large downloads");
              assertThat(decision.isAny()).isTrue();
            });
  }

  /**
   * The cell of platform threads that is missing leaves four rounds, although memory is fourfold.
   */
  @Test
  void whatTooFewRoundsLeaveOpenIsNotRecommended() {
    assertThat(Decision.all(results))
        .filteredOn(decision -> decision.when().equals("16,384 connections"))
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.choice()).doesNotContain("platform threads");
              assertThat(decision.remarks())
                  .anyMatch(
                      remark ->
                          remark.matches(
                              "Not decided: compared with .*, resident memory is .* times as high on platform threads"
                                  + " \\(too few rounds\\)\\."));
            });
  }

  @Test
  void theTerminalShowsOneWorkload() throws IOException {
    String text = TerminalVerdict.of(archive, "tiny");
    assertThat(text)
        .startsWith("Tiny responses\nHow fast are requests that do nothing?\n")
        .contains("  vthreads ", "/s  [", "With 5 rounds")
        .contains("generator 88 % busy");
    assertThat(text.replaceAll("\\s+", " "))
        .contains("A against A: epoll with virtual workers was measured twice")
        .contains("Cells that are excluded: 1.")
        .doesNotContain("too many rounds are excluded");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  /** Of a fifth round, only cells of the other points are left. */
  @Test
  void theTerminalSaysWhereTooFewRoundsCount(@TempDir Path folder) throws IOException {
    Archive incomplete = MadeUpStudy.write(folder);
    for (Cell cell : incomplete.cells()) {
      if (cell.point().equals("connections=64") && cell.round() == 5) {
        Files.delete(incomplete.folder().resolve(path(cell)));
      }
    }
    assertThat(TerminalVerdict.of(incomplete, "tiny").replaceAll("\\s+", " "))
        .contains("But too many rounds are excluded to show anything at: 64 connections.");
  }

  private static String path(Cell cell) {
    return "cells/%s/%s/%s/%d.json"
        .formatted(cell.workload(), cell.point(), cell.variant(), cell.round());
  }

  @Test
  void anUnknownWorkloadIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> TerminalVerdict.of(archive, "tidy"))
        .hasMessage(
            "The study has no workload \"tidy\"; it has tiny, wait, cpu, rate, idle, download,"
                + " overload and start.");
  }
}
