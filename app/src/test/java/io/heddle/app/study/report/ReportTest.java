package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.PastedCommand;
import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Observation;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The report of the made-up study. */
final class ReportTest {
  @TempDir private static Path archiveFolder;

  /** Stays there to be looked at. */
  private static final Path FOLDER = Path.of("target", "made-up-report");

  private static Results results;
  private static Page page;

  @BeforeAll
  static void write() throws Exception {
    Archive archive = MadeUpStudy.write(archiveFolder);
    archive.write(hyperfoil("0001", 72_000));
    archive.write(hyperfoil("0002", 74_000));
    results = Results.of(archive);
    page = Page.read(Report.write(archive, FOLDER));
  }

  private static HyperfoilRun hyperfoil(String id, double throughput) {
    return new HyperfoilRun(
        "tiny",
        "connections=64",
        "threads",
        id,
        Instant.EPOCH,
        "0.25.2",
        Map.of(Figure.THROUGHPUT, throughput, Figure.ERROR_SHARE, 0.0));
  }

  private static Workload workload(String name) {
    return results.study().workload(name).orElseThrow();
  }

  private static List<Element> sorted(List<Element> dots, String attribute) {
    return dots.stream()
        .sorted((a, b) -> Double.compare(Page.number(a, attribute), Page.number(b, attribute)))
        .toList();
  }

  @Test
  void curvesHaveADotForEachRoundAtItsPlace() {
    Element plot = page.plot("plot-tiny-throughput");
    for (var variant : results.study().variants()) {
      List<double[]> expected = new ArrayList<>();
      for (Answer answer : results.mainAnswers(workload("tiny"))) {
        for (Observation o : answer.sample(variant).orElseThrow().observations()) {
          expected.add(new double[] {answer.question().point().x(), o.value()});
        }
      }
      List<Element> dots = Page.dots(plot, variant.name());
      assertThat(dots).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        double x = Page.value(plot, "x", Page.number(dots.get(i), "cx"), true);
        double y = Page.value(plot, "y", Page.number(dots.get(i), "cy"), false);
        assertThat(x).isCloseTo(expected.get(i)[0], within(0.01 * expected.get(i)[0]));
        assertThat(y).isCloseTo(expected.get(i)[1], within(100.0));
      }
    }
  }

  @Test
  void rowsHaveADotForEachRoundAtItsPlace() {
    Element plot = page.plot("values-start-firstanswerseconds");
    for (Sample sample : results.mainAnswers(workload("start")).getFirst().samples()) {
      List<Element> dots = Page.dots(plot, sample.variant().name());
      assertThat(dots).hasSize(5);
      for (int i = 0; i < 5; i++) {
        double value = Page.value(plot, "x", Page.number(dots.get(i), "cx"), false);
        assertThat(value).isCloseTo(sample.values()[i], within(0.001));
      }
    }
  }

  @Test
  void ratiosHaveADotForEachRoundThatBothHave() {
    Element plot = page.plot("ratios-wait-throughput");
    assertThat(Page.dots(plot, "vthreads")).hasSize(3 * 5);
    Element tiny = page.plot("ratios-tiny-throughput");
    assertThat(Page.dots(tiny, "vthreads")).hasSize(3 * 5 - 1);
  }

  @Test
  void latenciesAreThoseOfTheHistograms() {
    Element plot = page.plot("latency-tiny-connections-4096");
    List<Element> dots = Page.dots(plot, "threads");
    assertThat(dots).hasSize(5 * 4);
    Element median = sorted(dots, "cx").getFirst();
    double seconds = Page.value(plot, "y", Page.number(median, "cy"), true);
    assertThat(seconds).isCloseTo(4096 / 74e3, within(0.004));
  }

  @Test
  void outliersAreDrawnAsSuch() {
    Element plot = page.plot("values-start-firstanswerseconds");
    assertThat(Page.withClass(plot, "circle", "outlier"))
        .singleElement()
        .satisfies(dot -> assertThat(dot.getAttribute("data-round")).isEqualTo("4"));
  }

  @Test
  void aVariantHasOneColourInAllPlots() {
    for (Element svg : page.all("svg")) {
      if (svg.getAttribute("id").equals("against-itself")) continue; // its rows are points
      for (Element group : Page.withClass(svg, "g", "series")) {
        int style =
            results
                .study()
                .variants()
                .indexOf(results.study().variant(group.getAttribute("data-series")).orElseThrow());
        assertThat(group.getAttribute("class")).contains("v" + style);
      }
    }
  }

  @Test
  void everyPlotHasATextAlternative() {
    List<Element> plots =
        page.all("svg").stream().filter(svg -> svg.getAttribute("role").equals("img")).toList();
    assertThat(plots).hasSizeGreaterThan(20);
    for (Element plot : plots) {
      String[] ids = plot.getAttribute("aria-labelledby").split(" ", -1);
      assertThat(Page.all(plot, "title").getFirst().getAttribute("id")).isEqualTo(ids[0]);
      assertThat(Page.all(plot, "desc").getFirst().getAttribute("id")).isEqualTo(ids[1]);
      assertThat(Page.all(plot, "desc").getFirst().getTextContent()).isNotBlank();
    }
  }

  /** A curve that leaves its plot, or a label that leaves the picture, is a mistake of a scale. */
  @Test
  void everythingIsWithinItsPicture() {
    for (Element svg : page.all("svg")) {
      double height = Double.parseDouble(svg.getAttribute("viewBox").split(" ", -1)[3]);
      for (Element dot : Page.withClass(svg, "circle", "dot")) {
        assertThat(Page.number(dot, "cx")).as(svg.getAttribute("id")).isBetween(0.0, 400.0);
        assertThat(Page.number(dot, "cy")).as(svg.getAttribute("id")).isBetween(0.0, height);
      }
    }
  }

  @Test
  void idsAreUniqueAndLinksResolve() {
    Set<String> ids = new HashSet<>();
    for (Element element : page.all("*")) {
      String id = element.getAttribute("id");
      assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
    }
    assertThat(page.all("a")).hasSizeGreaterThan(20);
    for (Element link : page.all("a")) {
      String target = link.getAttribute("href");
      if (target.startsWith("#")) {
        assertThat(ids).contains(target.substring(1));
      } else {
        assertThat(FOLDER.resolve(target)).exists();
      }
    }
  }

  @Test
  void thePageNeedsNoNetworkAndNoScript() throws IOException {
    String text = Files.readString(FOLDER.resolve("index.html"));
    assertThat(text).doesNotContain("<script", "src=", "@import", "url(");
    assertThat(page.all("link")).allMatch(link -> link.getAttribute("href").startsWith("data:"));
  }

  /** Nothing was measured between two points, so no place between them is named. */
  @Test
  void aKneeIsBetweenTwoPoints() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("index.html")))
        .contains("95 % of the peak is reached between 64 and 512 connections (epoll-virtual, ")
        .contains("and between 32,000 and 64,000/s (threads).");
    assertThat(Files.readAllLines(FOLDER.resolve("turns.csv")))
        .contains("knee,rate,,throughput,threads,threads,64000.0,32000.0,64000.0,");
  }

  @Test
  void everyNumberOfAVerdictIsInTheCsv() throws IOException {
    Set<String> numbers = new HashSet<>();
    for (String file : List.of("comparisons.csv", "turns.csv")) {
      for (String line : Files.readAllLines(FOLDER.resolve(file))) {
        for (String field : line.split(",", -1)) {
          if (field.matches("-?[0-9.]+(E-?\\d+)?")) {
            double value = Double.parseDouble(field);
            List<Function<Double, String>> forms =
                List.of(
                    Quantity::digits,
                    v -> String.format(Locale.ROOT, "%.1f", v),
                    v -> String.format(Locale.ROOT, "%.2f", v),
                    v -> String.format(Locale.ROOT, "%.3f", v));
            forms.forEach(form -> numbers.add(form.apply(value)));
          }
        }
      }
    }
    Pattern ratio = Pattern.compile("([0-9.,]+)× \\[([0-9.,]+), ([0-9.,]+)]");
    int found = 0;
    for (Verdict verdict : Verdict.all(results)) {
      for (Statement statement : verdict.statements()) {
        for (var match : ratio.matcher(statement.text()).results().toList()) {
          assertThat(numbers).contains(match.group(1), match.group(2), match.group(3));
          found++;
        }
      }
      for (String turning : verdict.turnings()) {
        for (var match :
            Pattern.compile("\\[([0-9.]+), ([0-9.]+)]").matcher(turning).results().toList()) {
          assertThat(numbers).contains(match.group(1), match.group(2));
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void theCsvHasEveryValidValue() throws IOException {
    long values =
        results.answers().stream()
            .flatMap(answer -> answer.samples().stream())
            .mapToLong(sample -> sample.observations().size())
            .sum();
    assertThat(Files.readAllLines(FOLDER.resolve("rounds.csv")))
        .hasSize((int) values + 1)
        .first()
        .isEqualTo("workload,point,x,figure,variant,round,value,outlier");
  }

  @Test
  void theJsonHasTheSame() throws IOException {
    JsonNode json = new ObjectMapper().readTree(FOLDER.resolve("results.json").toFile());
    assertThat(json.get("comparisons")).hasSize(2 * results.comparisons().size());
    assertThat(json.at("/study/workloads/0/name").asText()).isEqualTo("tiny");
  }

  @Test
  void figuresOfHyperfoilAreNextToTheStudys() throws IOException {
    double own =
        results.mainAnswers(workload("tiny")).stream()
            .filter(answer -> answer.question().point().name().equals("connections=64"))
            .flatMap(answer -> answer.samples().stream())
            .filter(sample -> sample.variant().name().equals("threads"))
            .findFirst()
            .orElseThrow()
            .median();
    String study = Quantity.of(Figure.THROUGHPUT.unit(), own);
    String ratio = Quantity.ratio(73_000 / own);
    assertThat(page.all("tr"))
        .extracting(Element::getTextContent)
        .contains(
            "64 connectionsthreadsThroughput" + study + "73.0k/s2 runs, 72.0k/s to 74.0k/s" + ratio)
        .contains("64 connectionsthreadsShare of errorsnot measured0 %2 runs, 0 % to 0 %");
    assertThat(Files.readAllLines(FOLDER.resolve("hyperfoil.csv")))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("tiny,connections=64,64.0,throughput,threads,2,73000.0"));
    assertThat(Files.readString(FOLDER.resolve("report.md")))
        .containsOnlyOnce("measured by Hyperfoil:")
        .contains("| 73.0k/s (2 runs, 72.0k/s to 74.0k/s) | " + ratio + " |");
  }

  @Test
  void excludedAndMissingCellsAreNamed() {
    Element trust =
        page.all("section").stream()
            .filter(section -> section.getAttribute("id").equals("trust"))
            .findFirst()
            .orElseThrow();
    assertThat(trust.getTextContent())
        .contains("tiny, connections=64, vthreads, round 3: the server ended with status 137")
        .contains("idle, connections=16384, threads, round 5");
  }

  @Test
  void failedRequestsAreListedWithTheirKind() {
    assertThat(page.all("tr"))
        .extracting(Element::getTextContent)
        .anyMatch(
            row -> row.matches("overload, clients=100, epoll-pool100,000status 503 [78],\\d+"))
        .noneMatch(row -> row.startsWith("overload, clients=100, vthreads"));
  }

  @Test
  void everyCellHasTheCommandThatRepeatsIt() throws Exception {
    List<String> commands =
        page.all("ul").stream()
            .filter(list -> list.getAttribute("class").equals("cells"))
            .flatMap(list -> Page.all(list, "code").stream())
            .map(Element::getTextContent)
            .toList();
    assertThat(commands).isEqualTo(results.cells().stream().map(Cell::command).toList());
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(FOLDER.resolve("cells.csv").toFile())) {
      assertThat(rows.readAll()).extracting(row -> row.get("command")).isEqualTo(commands);
    }
    for (String command : new HashSet<>(commands)) {
      List<String> words = PastedCommand.words(command, archiveFolder);
      StudyCommand.model("app").parseArgs(words.subList(2, words.size()).toArray(String[]::new));
    }
  }

  /** Its values may have spaces. */
  @Test
  void theCommandOfTheStudyCanBePastedIntoAShell() throws Exception {
    Setting command = Setting.all(results.study()).getFirst();
    assertThat(page.all("dd")).extracting(Element::getTextContent).contains(command.value());
    assertThat(PastedCommand.words(command.value(), archiveFolder))
        .isEqualTo(results.study().command());
  }

  @Test
  void theMarkdownHasTheVerdicts() throws IOException {
    String text = Files.readString(FOLDER.resolve("report.md"));
    for (Verdict verdict : Verdict.all(results)) {
      verdict.statements().forEach(statement -> assertThat(text).contains("- " + statement.text()));
    }
    assertThat(text).contains("| Large downloads |").doesNotContain("&#", "{{");
    assertThat(text).contains("\nHandlers of /work sleep when they wait.\n");
  }
}
