package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.Cells;
import io.heddle.app.study.MadeUpEvidence;
import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What the report says about reasons. */
final class WhyTest {
  /** Stays there to be looked at. */
  private static final Path FOLDER = Path.of("target", "made-up-explained-report");

  @TempDir private static Path folder;
  private static Archive archive;

  @BeforeAll
  static void measure() throws IOException {
    archive = MadeUpStudy.write(folder);
  }

  /** The study is always the same, but nothing of it is explained yet. */
  @BeforeEach
  void forget() throws IOException {
    Path why = folder.resolve("why");
    if (!Files.exists(why)) return;
    try (Stream<Path> files = Files.walk(why)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Page page() throws Exception {
    return Page.read(Report.write(archive, FOLDER));
  }

  private static Element section() throws Exception {
    return section(archive);
  }

  private static Element section(Archive study) throws Exception {
    return Page.read(Report.write(study, FOLDER)).all("section").stream()
        .filter(section -> section.getAttribute("id").equals("why"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Element within, String tag) {
    return Page.all(within, tag).stream()
        .map(element -> element.getTextContent().strip().replaceAll("\\s+", " "))
        .toList();
  }

  @Test
  void aSentenceNamesTheLargestPartOfTheDifference() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "p"))
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .startsWith("Platform threads are behind at 512 connections: throughput is 0.7")
                    .contains("A request takes 18 µs of CPU time, and 10 µs on epoll with ")
                    .contains(
                        "The largest part of the difference is park, unpark and the scheduler:"
                            + " 44 % of the CPU time, and 10 % on epoll with "));
  }

  @Test
  void fewSamplesExplainNothing() throws Exception {
    Evidence evidence = MadeUpEvidence.write(archive);
    Place place = new Place("tiny", "connections=512", "threads");
    Map<Activity, Double> much = Map.of(Activity.SCHEDULING, 0.3);
    evidence.write(MadeUpEvidence.recording(place, much, 49));
    assertThat(texts(section(), "p"))
        .anyMatch(s -> s.contains("too few samples to say where the difference is."))
        .noneMatch(s -> s.startsWith("Platform threads are behind") && s.contains("The largest"));
  }

  @Test
  void fewSamplesHaveNoTable() throws Exception {
    Evidence evidence = Evidence.of(archive);
    Map<Activity, Double> much = Map.of(Activity.SCHEDULING, 0.3);
    for (String variant : List.of("epoll-pool", "epoll-virtual", "threads")) {
      Place place = new Place("tiny", "connections=512", variant);
      evidence.write(MadeUpEvidence.recording(place, much, 49));
    }
    assertThat(texts(section(), "p"))
        .anyMatch(s -> s.startsWith("Platform threads are behind at 512"));
    assertThat(texts(section(), "tr")).noneMatch(row -> row.startsWith("CPU time per request"));
  }

  /** With three rounds, nothing is shown, so there is nothing to explain. */
  @Test
  void whatIsNotShownIsNotExplained() throws Exception {
    Archive three = MadeUpStudy.write(folder.resolve("three"), 3);
    MadeUpEvidence.write(three);
    assertThat(texts(section(three), "p"))
        .contains(
            "None of the recorded points has a difference that is shown, so there is nothing"
                + " to explain.")
        .noneMatch(s -> s.contains(" at 512 connections: "));
  }

  @Test
  void aPointThatWasNotRecordedIsNamedIfAVariantIsWorstThere() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "tr"))
        .anySatisfy(
            row ->
                assertThat(row)
                    .startsWith(
                        "platform threadsOverload: 200 clients: p99 latency of bystanders is ")
                    .contains(" that on epoll with virtual workers. Not recorded."));
  }

  @Test
  void aVariantThatIsNowhereAheadIsCalledSo() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "tr"))
        .anyMatch(
            row ->
                row.startsWith("epoll with 256 workers")
                    && row.endsWith("Not shown to be ahead of all others at any point."));
  }

  /** The only recording is of a point at which the variant is ahead. */
  @Test
  void aVariantIsNotAtItsWorstWhereItIsAhead() throws Exception {
    Cells cells =
        new Cells(2, 10, 1, 2)
            .add(0, 0, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109)
            .add(1, 0, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59)
            .add(0, 1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
            .add(1, 1, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59);
    Recording recording =
        MadeUpEvidence.recording(new Place("work", "x=1", "v0"), Map.of(Activity.OTHER, 0.5));
    assertThat(ReasonText.of(List.of(recording), Standing.of(cells.results())))
        .singleElement()
        .asString()
        .startsWith("Variant 0 is at its best at x 1: throughput is 1.9")
        .contains("There is no recording of variant 1 here to compare with.");
  }

  @Test
  void aPointIsTheWorstOrTheBestOnlyIfNoOtherIsFurther() throws Exception {
    Cells cells =
        new Cells(2, 10, 1, 2)
            .add(0, 0, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109)
            .add(1, 0, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59)
            .add(0, 1, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109)
            .add(1, 1, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
    List<Recording> recordings =
        Stream.of("v0", "v1")
            .map(v -> new Place("work", "x=1", v))
            .map(place -> MadeUpEvidence.recording(place, Map.of(Activity.OTHER, 0.5)))
            .toList();
    List<String> sentences = ReasonText.of(recordings, Standing.of(cells.results()));
    assertThat(sentences.getFirst()).startsWith("Variant 0 is ahead at x 1: throughput is 1.9");
    assertThat(sentences.getLast()).startsWith("Variant 1 is behind at x 1: throughput is 0.5");
  }

  @Test
  void pointsThatWereRecordedInVainAreNamed() throws Exception {
    Evidence evidence = MadeUpEvidence.write(archive);
    Place place = new Place("download", "size=100MiB", "threads");
    evidence.write(MadeUpEvidence.recording(place, Map.of(Activity.SOCKETS, 0.1)));
    assertThat(texts(section(), "p"))
        .contains(
            "Also recorded, but no difference is shown there: Large downloads: size 100 MiB.");
  }

  @Test
  void aServerThatLeavesProcessorsIdleAlsoWaits() throws Exception {
    Evidence evidence = Evidence.of(archive);
    for (String variant : List.of("epoll-pool", "epoll-virtual", "threads")) {
      double seconds = variant.equals("threads") ? 0.3 : 0.2;
      Recording recording =
          MadeUpEvidence.recording(
              new Place("tiny", "connections=512", variant), Map.of(Activity.LOCKS, seconds));
      evidence.write(variant.equals("threads") ? slower(recording) : recording);
    }
    assertThat(texts(section(), "p"))
        .anyMatch(
            s ->
                s.startsWith("Platform threads are behind")
                    && s.contains("The server used 15 % of its processors, and 20 % on epoll with ")
                    && s.contains(" So part of the difference is waiting."));
  }

  /** The same work in twice the time. */
  private static Recording slower(Recording r) {
    return new Recording(
        r.place(),
        r.startedAt(),
        2 * r.seconds(),
        r.requests(),
        r.cpuSeconds(),
        r.compilerSeconds(),
        r.processors(),
        r.samples(),
        r.activities(),
        r.frames(),
        r.allocations(),
        r.pinned(),
        r.monitors(),
        r.parks(),
        r.collections());
  }

  @Test
  void timeWithoutSamplesIsNotHidden() throws Exception {
    Evidence evidence = MadeUpEvidence.write(archive);
    Place place = new Place("tiny", "connections=512", "threads");
    evidence.write(
        MadeUpEvidence.recording(place, Map.of(Activity.SOCKETS, 0.12, Activity.JVM, 0.1)));
    assertThat(texts(section(), "p"))
        .anyMatch(
            s ->
                s.startsWith("Platform threads are behind")
                    && s.contains("has no samples, so the recordings do not say what it is for."));
  }

  @Test
  void aDifferenceThatCpuTimeDoesNotExplainIsCalledSo() throws Exception {
    Evidence evidence = Evidence.of(archive);
    Map<Activity, Double> same = Map.of(Activity.SOCKETS, 0.1);
    for (String variant : List.of("epoll-pool", "epoll-virtual", "threads")) {
      evidence.write(MadeUpEvidence.recording(new Place("tiny", "connections=512", variant), same));
    }
    assertThat(texts(section(), "p"))
        .anyMatch(
            sentence ->
                sentence.startsWith("Platform threads are behind at 512 connections")
                    && sentence.contains(
                        "That does not explain the difference. The server used 10 % of its"
                            + " processors, the same as on epoll with "));
  }

  @Test
  void pausesAndPinnedThreadsAreMentioned() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "p"))
        .anyMatch(
            s -> s.contains("The garbage collector stopped the server for 7.0 % of the time."))
        .anyMatch(s -> s.contains("Virtual threads were pinned for 40 ms in all."));
  }

  @Test
  void tablesHaveTheCpuTimeAndTheSystemCalls() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "tr"))
        .contains("reading and writing sockets9.0 µs 90 %9.0 µs 90 %10 µs 56 %")
        .contains("sun.nio.ch.SocketDispatcher.write0reading and writing sockets40 %")
        .contains("byte[]63 %")
        .contains("System calls per request2.25.1")
        .contains("futex0.0203.1")
        .noneMatch(row -> row.startsWith("mmap"));
  }

  @Test
  void filesHaveTheSame() throws Exception {
    MadeUpEvidence.write(archive);
    page();
    assertThat(Files.readAllLines(FOLDER.resolve("cpu.csv")))
        .anyMatch(
            line -> line.matches("tiny,connections=512,threads,scheduling,8.0\\d*E-6,0.44444\\d+"));
    assertThat(Files.readAllLines(FOLDER.resolve("calls.csv")))
        .contains("tiny,connections=64,threads,futex,31000,3.1");
    assertThat(Files.readString(FOLDER.resolve("results.json"))).contains("\"systemCalls\" : [");
    assertThat(Files.readString(FOLDER.resolve("report.md")))
        .contains(
            "| park, unpark and the scheduler | 1.0 µs (10 %) | 1.0 µs (10 %) | 8.0 µs (44 %) |");
  }

  @Test
  void theTerminalSaysItOnlyForTheWorkload() throws IOException {
    MadeUpEvidence.write(archive);
    assertThat(TerminalVerdict.of(archive, "tiny"))
        .contains("Platform threads are behind at 512 connections");
    assertThat(TerminalVerdict.of(archive, "wait")).doesNotContain("are behind at");
  }

  @Test
  void whatIsMissingIsNamedWithItsReason() throws Exception {
    String reason = "System calls were not counted: strace is not on the PATH.";
    Evidence.of(archive).writeGaps(Set.of(reason));
    assertThat(texts(section(), "p")).containsExactly(reason);
  }

  @Test
  void aStudyThatIsNotExplainedHasNoSuchSection() throws Exception {
    Files.deleteIfExists(FOLDER.resolve("cpu.csv"));
    Page page = page();
    assertThat(page.all("section")).noneMatch(s -> s.getAttribute("id").equals("why"));
    assertThat(page.all("a")).noneMatch(link -> link.getAttribute("href").equals("#why"));
    assertThat(FOLDER.resolve("cpu.csv")).doesNotExist();
  }
}
