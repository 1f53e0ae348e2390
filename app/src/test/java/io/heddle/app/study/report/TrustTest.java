package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What the report of the made-up study says about how far it can be trusted. */
final class TrustTest {
  private static final Path FOLDER = Path.of("target", "made-up-trusted-report");

  @TempDir private static Path archiveFolder;

  private static Archive archive;
  private static Page page;

  @BeforeAll
  static void write() throws Exception {
    archive = MadeUpStudy.write(archiveFolder);
    page = Page.read(Report.write(archive, FOLDER));
  }

  private static Element section(String id) {
    return page.all("section").stream()
        .filter(section -> section.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoMeasuredTooEarlySaysSoBeforeTheVerdicts() {
    assertThat(Page.withClass(section("verdicts"), "p", "warning"))
        .extracting(Element::getTextContent)
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "1 of 20 warm-ups ended at the bound, before the server was stable."),
            second ->
                assertThat(second)
                    .matches(
                        "Overload: up to 1[56]\\.\\d % of the requests had no usable answer, on epoll"
                            + " with 256 workers \\(status 503 1\\d,\\d{3}\\), and other figures"
                            + " include such answers\\."));
    assertThat(section("preparation").getTextContent())
        .contains("What was measured there is partly the warm-up.", "at the bound");
  }

  @Test
  void warmUpsHaveTheShareOfTheCompilersByCycle() {
    Element plot = page.plot("warm-up");
    List<Element> dots = Page.dots(plot, "vthreads");
    assertThat(dots).hasSizeBetween(5 * 5, 5 * 7);
    Element last =
        Page.dots(plot, "threads").stream()
            .max(Comparator.comparingDouble(dot -> Page.number(dot, "cx")))
            .orElseThrow();
    double cycle = Page.value(plot, "x", Page.number(last, "cx"), false);
    double share = Page.value(plot, "y", Page.number(last, "cy"), false);
    assertThat(cycle).isCloseTo(10, within(0.05));
    assertThat(share).isCloseTo(0.08, within(0.03));
  }

  /** A process for one point is warmed up with that alone: its cycles are not those of the plot. */
  @Test
  void aWarmUpForOnePointIsListedWithThePoint() throws Exception {
    List<WarmUp> warmUps = new ArrayList<>(archive.study().warmUps());
    WarmUp.Cycle cycle = new WarmUp.Cycle(0.9, 0.5, null);
    List<WarmUp.Cycle> cycles = Collections.nCopies(15, cycle);
    warmUps.add(new WarmUp(1, "vthreads", "heap heap=64MiB", cycles, 13.5, false));
    Study study = MadeUpStudy.with(archive.study(), warmUps);
    assertThat(WarmUps.warning(study).orElseThrow()).startsWith("2 of 21 warm-ups ended");
    assertThat(WarmUps.rows(study).getLast().point()).isEqualTo("heap heap=64MiB");
    assertThat(WarmUps.rows(study).getFirst().point()).isEqualTo("all shared points");
    assertThat(PreparationPlots.warmUps(study).orElseThrow().svg())
        .isEqualTo(PreparationPlots.warmUps(archive.study()).orElseThrow().svg());
  }

  @Test
  void aSweepShowsBothKindsOfWorkAndTheScore() {
    assertThat(page.all("tr"))
        .extracting(Element::getTextContent)
        .contains("2562.54k/s66.0 ms0.98, chosen", "1,0242.39k/s121 ms0.71");
  }

  @Test
  void aAgainstAHasARowForEachPoint() {
    Element plot = page.plot("against-itself");
    assertThat(Page.withClass(plot, "g", "series")).hasSize(29);
    assertThat(Page.dots(plot, "work 0.1 ms")).hasSize(5);
    assertThat(section("trust").getTextContent())
        .containsPattern("\\d of 1\\d\\d comparisons show a difference \\(\\d\\.\\d %")
        .contains("epoll with virtual workers was measured twice in each round");
  }

  /** Also those of figures that earlier had no band: memory, and latency of bystanders. */
  @Test
  void everyPlotOfRatiosHasTheBandOfAAgainstA() {
    for (String id : List.of("ratios-idle-rss", "ratios-overload-bystanderp99")) {
      assertThat(Page.withClass(page.plot(id), "rect", "band")).as(id).hasSizeGreaterThan(1);
    }
  }

  @Test
  void cellsInWhichCompilersWorkedAreListed() {
    assertThat(section("trust").getTextContent())
        .contains(
            "In 1 of 722 cells, the compilers used more than 5 %",
            "cpu, work=1ms, threads, round 2: 12 %",
            "In 0 of 722 cells, other programs used more than a tenth");
  }

  @Test
  void percentilesOfClosedLoopsAreMarkedAndThoseOfOpenOnesAreNot() {
    assertThat(page.all("tr"))
        .extracting(Element::getTextContent)
        .anyMatch(row -> row.startsWith("64 connectionsp99 latency‡"))
        .anyMatch(row -> row.startsWith("rate 8,000/sp99 latency") && !row.contains("‡"));
    assertThat(section("work-tiny").getTextContent()).contains(Labels.CLOSED_LOOP);
    assertThat(section("work-rate").getTextContent()).doesNotContain(Labels.CLOSED_LOOP);
  }

  @Test
  void howBusyTheGeneratorWasIsNextToTheThroughput() {
    assertThat(section("work-tiny").getTextContent())
        .contains(
            "generator 88 % busy",
            "generator 31 % busy",
            "The generator was 31 to 88 % busy.",
            "the server may be able to do more");
  }

  @Test
  void reasonsComeAfterTheWorkloadsAndFilesAreNoLinks() throws IOException {
    assertThat(page.all("a"))
        .extracting(link -> link.getAttribute("href"))
        .allMatch(target -> target.startsWith("#"));
    assertThat(Files.readAllLines(FOLDER.resolve("outliers.csv")))
        .anyMatch(line -> line.startsWith("start,jvm=cold,firstAnswerSeconds,vthreads,4,"));
    assertThat(Files.readAllLines(FOLDER.resolve("cells.csv")))
        .hasSize(archive.cells().size() + 1)
        .anyMatch(line -> line.contains(",0.88,") && line.contains("--engines=vthreads"));
    assertThat(Files.readString(FOLDER.resolve("report.md"))).doesNotContain("--rounds=1");
  }

  private static String glance(String plot) {
    return Page.withClass(page.plot(plot), "text", "heading").getFirst().getTextContent();
  }

  /** At the last point of idle connections, a missing cell leaves too few rounds. */
  @Test
  void theGlanceShowsTheLargestDifferenceThatIsShown() {
    assertThat(glance("glance-cpu-throughput")).isEqualTo("work 0.1 ms");
    assertThat(glance("glance-idle-rss")).isEqualTo("4,096 connections");
  }
}
