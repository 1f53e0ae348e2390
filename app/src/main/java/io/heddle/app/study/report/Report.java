package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Repetition;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The report of a study: a page for readers, the same in short as Markdown, and files for programs.
 */
public final class Report {
  private Report() {}

  /** The results for programs; names and units are those of the archive. */
  private record Everything(
      Study study,
      List<Verdict> verdicts,
      List<Rows.Middle> medians,
      List<Rows.Pair> comparisons,
      List<Rows.Turn> turns,
      List<Rows.Pair> againstItself,
      List<HyperfoilRow.Line> hyperfoil,
      Reliability reliability,
      List<Recording> recordings,
      List<SystemCalls> systemCalls) {}

  /**
   * Writes the report of an archive, which may still lack cells.
   *
   * @return the page
   */
  public static Path write(Archive archive, Path folder) throws IOException {
    Results results = Results.of(archive);
    return write(results, Why.of(results, Evidence.of(archive)), folder);
  }

  private static Path write(Results results, Why why, Path folder) throws IOException {
    Files.createDirectories(folder);
    StudyPage page = StudyPage.of(results, why);
    Path html = folder.resolve("index.html");
    Template.writeHtml(html, "report.html", page);
    Template.writeText(folder.resolve("report.md"), "report.md", page);
    DataFiles.writeCsv(folder.resolve("rounds.csv"), Rows.Round.class, Rows.rounds(results));
    DataFiles.writeCsv(folder.resolve("medians.csv"), Rows.Middle.class, Rows.medians(results));
    List<Rows.Pair> pairs = Rows.pairs(results.comparisons());
    DataFiles.writeCsv(folder.resolve("comparisons.csv"), Rows.Pair.class, pairs);
    DataFiles.writeCsv(folder.resolve("turns.csv"), Rows.Turn.class, Rows.turns(results));
    DataFiles.writeCsv(folder.resolve("outliers.csv"), Rows.Outlier.class, Rows.outliers(results));
    List<Rows.Pair> again =
        results.repetition().map(Repetition::comparisons).orElse(List.of()).stream()
            .map(Rows::pair)
            .toList();
    DataFiles.writeCsv(folder.resolve("against-itself.csv"), Rows.Pair.class, again);
    DataFiles.writeCsv(folder.resolve("cells.csv"), Rows.Repeat.class, Rows.repeats(results));
    List<HyperfoilRow.Line> hyperfoil =
        results.study().workloads().stream()
            .flatMap(workload -> HyperfoilRow.of(results, workload).stream())
            .map(HyperfoilRow::line)
            .toList();
    DataFiles.writeCsv(folder.resolve("hyperfoil.csv"), HyperfoilRow.Line.class, hyperfoil);
    if (why.hasRecordings()) {
      DataFiles.writeCsv(
          folder.resolve("cpu.csv"), WhyRows.Cpu.class, WhyRows.cpu(why.recordings()));
    }
    if (why.hasTables()) {
      DataFiles.writeCsv(
          folder.resolve("calls.csv"), WhyRows.Call.class, WhyRows.calls(why.calls()));
    }
    DataFiles.writeJson(
        folder.resolve("results.json"),
        new Everything(
            results.study(),
            page.verdicts(),
            Rows.medians(results),
            pairs,
            Rows.turns(results),
            again,
            hyperfoil,
            page.reliability(),
            why.recordings(),
            why.calls()));
    return html;
  }
}
