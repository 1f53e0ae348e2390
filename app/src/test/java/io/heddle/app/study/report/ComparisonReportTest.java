package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.data.Archive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Two made-up studies: the later one has 6 % more throughput on virtual threads. */
final class ComparisonReportTest {
  @TempDir private static Path temporary;

  /** Stays there to be looked at. */
  private static final Path FOLDER = Path.of("target", "made-up-comparison");

  private static Page page;

  @BeforeAll
  static void write() throws Exception {
    Archive old = MadeUpStudy.write(temporary.resolve("old"));
    MadeUpStudy.writeLater(temporary.resolve("later"));
    Path file = temporary.resolve("later/study.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"waiting\" : \"sleep\"", "\"waiting\" : \"proxy\"")
            .replace("\"stepsPerMicrosecond\" : 610", "\"stepsPerMicrosecond\" : 579"));
    Archive later = Archive.open(temporary.resolve("later"));
    page = Page.read(ComparisonReport.write(old, later, FOLDER));
  }

  private static String article(int index) {
    return page.all("article").get(index).getTextContent();
  }

  @Test
  void aChangeOfOneVariantIsFoundAtEachPoint() {
    assertThat(article(0))
        .contains("Tiny responses", "512 connections: better on virtual threads, throughput 1.0")
        .doesNotContain("worse on virtual threads", "on platform threads");
  }

  @Test
  void whatDidNotChangeIsNoDifferenceShown() {
    assertThat(article(5)).contains("Large downloads", "At all points: no difference shown.");
  }

  @Test
  void studiesThatComputeMoreInTheSameTimeAreNotTheSameWork() throws Exception {
    assertThat(article(2))
        .contains(
            "Handlers that compute",
            "This is not the same work: in a microsecond, handlers compute 610 steps in the old"
                + " study and 579 in the new one. Give both studies the same"
                + " --steps-per-microsecond");
    assertThat(article(0)).doesNotContain("same work");
    assertThat(comparedWithUnknown()).contains("This may not be the same work");
  }

  /** The first sentence of handlers that compute, if the old study does not tell how much. */
  private static String comparedWithUnknown() throws Exception {
    MadeUpStudy.write(temporary.resolve("unknown"));
    Path file = temporary.resolve("unknown/study.json");
    Files.writeString(
        file, Files.readString(file).replaceFirst(",\\s*\"stepsPerMicrosecond\" : 610", ""));
    Archive old = Archive.open(temporary.resolve("unknown"));
    Archive later = Archive.open(temporary.resolve("later"));
    Page unknown = Page.read(ComparisonReport.write(old, later, temporary.resolve("page")));
    return unknown.all("article").get(2).getTextContent();
  }

  @Test
  void theRatiosAreNewDividedByOld() {
    Element plot = page.plot("change-tiny");
    List<Element> dots = Page.dots(plot, "vthreads");
    assertThat(dots).hasSize(5 * 5 - 1); // one point lacks a cell that both studies exclude
    double mean =
        dots.stream()
            .mapToDouble(dot -> Page.value(plot, "x", Page.number(dot, "cx"), true))
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(1.05, 1.07);
  }

  @Test
  void theFilesAreThereAndLinksResolve() throws Exception {
    for (Element link : page.all("a")) {
      String target = link.getAttribute("href");
      if (!target.startsWith("#")) {
        assertThat(FOLDER.resolve(target)).exists();
      }
    }
    assertThat(Files.readString(FOLDER.resolve("report.md")))
        .contains("Old: commit 3f2a91c", "New: commit b80e4d7", "Cells that are excluded");
    assertThat(Files.readAllLines(FOLDER.resolve("changes.csv")).getFirst())
        .startsWith("workload,point,x,figure,first,second,ratio,low,high");
  }

  @Test
  void environmentsThatDifferAreMarked() {
    assertThat(page.all("tr"))
        .filteredOn(row -> row.getAttribute("class").equals("different"))
        .extracting(row -> Page.all(row, "th").getFirst().getTextContent())
        .containsExactly("Commit", "How /work waits", "How /work computes");
  }
}
