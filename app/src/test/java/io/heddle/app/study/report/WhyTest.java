package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.MadeUpEvidence;
import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
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
                    .startsWith("Worst at 512 connections: platform threads, with 0.7")
                    .contains("A request takes 18 µs of CPU time, on epoll with ")
                    .contains(" workers 10 µs.")
                    .contains(
                        "The largest part of the difference is park, unpark and the scheduler:"
                            + " 44 % of the CPU time, on epoll with "));
  }

  @Test
  void fewSamplesExplainNothing() throws Exception {
    Evidence evidence = MadeUpEvidence.write(archive);
    Place place = new Place("tiny", "connections=512", "threads");
    Map<Activity, Double> much = Map.of(Activity.SCHEDULING, 0.3);
    evidence.write(MadeUpEvidence.recording(place, much, 49));
    assertThat(texts(section(), "p"))
        .anyMatch(s -> s.contains("too few samples to say where the difference is."))
        .noneMatch(
            s -> s.startsWith("Worst at 512 connections: platform") && s.contains("The largest"));
  }

  @Test
  void fewSamplesHaveNoTable() throws Exception {
    Evidence evidence = Evidence.of(archive);
    Map<Activity, Double> much = Map.of(Activity.SCHEDULING, 0.3);
    for (String variant : List.of("epoll-pool", "epoll-virtual", "threads")) {
      Place place = new Place("tiny", "connections=512", variant);
      evidence.write(MadeUpEvidence.recording(place, much, 49));
    }
    assertThat(texts(section(), "p")).anyMatch(s -> s.startsWith("Worst at 512"));
    assertThat(Page.all(section(), "table")).isEmpty();
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
        .noneMatch(s -> s.startsWith("Worst at") || s.startsWith("Best at"));
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
                sentence.startsWith("Worst at 512 connections: platform threads, with 0.7")
                    && sentence.contains(
                        "That does not explain the difference. The server used 10 % of its"));
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
        .contains("Worst at 512 connections: platform threads");
    assertThat(TerminalVerdict.of(archive, "wait")).doesNotContain("Worst at");
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
