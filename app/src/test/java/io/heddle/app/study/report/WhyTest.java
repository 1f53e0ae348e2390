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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What the report says about reasons. */
final class WhyTest {
  /** Stays there to be looked at. */
  private static final Path FOLDER = Path.of("target", "made-up-explained-report");

  @TempDir private Path folder;
  private Archive archive;

  @BeforeEach
  void measure() throws IOException {
    archive = MadeUpStudy.write(folder, 1);
  }

  private Page page() throws Exception {
    return Page.read(Report.write(archive, FOLDER));
  }

  private Element section() throws Exception {
    return page().all("section").stream()
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
                    .startsWith("Furthest behind: platform threads, with 0.7")
                    .contains("A request takes 18 µs of CPU time, on epoll with ")
                    .contains(" workers 10 µs.")
                    .contains(
                        "The largest part of the difference is park, unpark and the scheduler:"
                            + " 44.4 % of the CPU time, on epoll with "));
  }

  @Test
  void fewSamplesExplainNothing() throws Exception {
    Evidence evidence = MadeUpEvidence.write(archive);
    Place place = new Place("tiny", "connections=512", "threads");
    Map<Activity, Double> much = Map.of(Activity.SCHEDULING, 0.3);
    evidence.write(MadeUpEvidence.recording(place, much, 49));
    assertThat(texts(section(), "p"))
        .anyMatch(s -> s.contains("too few samples to say where the difference is."))
        .noneMatch(s -> s.startsWith("Furthest behind: platform") && s.contains("The largest"));
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
                sentence.startsWith("Furthest behind: platform threads, with 0.7")
                    && sentence.contains(
                        "That does not explain the difference. The server used 10 % of its"));
  }

  @Test
  void pausesAndPinnedThreadsAreMentioned() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "p"))
        .anyMatch(s -> s.contains("The garbage collector stopped the server for 7 % of the time."))
        .anyMatch(s -> s.contains("Virtual threads were pinned for 40 ms in all."));
  }

  @Test
  void tablesHaveTheCpuTimeAndTheSystemCalls() throws Exception {
    MadeUpEvidence.write(archive);
    assertThat(texts(section(), "tr"))
        .contains("reading and writing sockets9 µs 90 %9 µs 90 %10 µs 55.6 %")
        .contains("sun.nio.ch.SocketDispatcher.write0reading and writing sockets40 %")
        .contains("byte[]62.5 %")
        .contains("System calls per request2.225.12")
        .contains("futex0.023.1")
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
        .contains("| park, unpark and the scheduler | 1 µs (10 %) | 1 µs (10 %) | 8 µs (44.4 %) |");
  }

  @Test
  void theTerminalSaysItOnlyForTheWorkload() throws IOException {
    MadeUpEvidence.write(archive);
    assertThat(TerminalVerdict.of(archive, "tiny")).contains("Furthest behind: platform threads");
    assertThat(TerminalVerdict.of(archive, "wait")).doesNotContain("Furthest");
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
