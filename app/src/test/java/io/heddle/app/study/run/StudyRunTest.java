package io.heddle.app.study.run;

import static io.heddle.app.study.run.StudyProcesses.awaitBackend;
import static io.heddle.app.study.run.StudyProcesses.awaitEnd;
import static io.heddle.app.study.run.StudyProcesses.backend;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heddle.app.HandlerJar;
import io.heddle.app.study.MadeUpEvidence;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.SystemCalls;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.run.StudyProcesses.Starting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole studies in processes of their own, as short as they can be. */
final class StudyRunTest {
  /** How often something is done on a machine that may be too busy for it. */
  private static final int MAX_TIMES = 5;

  private static final Set<Figure> MEASURED =
      Set.of(
          Figure.THROUGHPUT,
          Figure.LATENCY_P50, // a higher one needs too many responses for a busy machine
          Figure.CPU_PER_REQUEST,
          Figure.ALLOCATION_PER_REQUEST,
          Figure.RSS,
          Figure.CONTEXT_SWITCHES_PER_REQUEST,
          Figure.THREADS);

  private final StudyProcesses processes;

  StudyRunTest(@TempDir Path folder) {
    processes = new StudyProcesses(folder);
  }

  @AfterEach
  void endProcesses() {
    processes.close();
  }

  /** A study of tiny requests. */
  private Process tinyStudy(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--workloads=tiny"));
    all.addAll(List.of(words));
    return processes.study(all.toArray(String[]::new));
  }

  /** A study of handlers that wait and compute. */
  private Process waitingStudy(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--work=connections=16 wait=2ms cpu=10us"));
    all.add("--engines=epoll-virtual,epoll-pool=4,vthreads,threads");
    all.addAll(List.of(words));
    return processes.study(all.toArray(String[]::new));
  }

  @Test
  void oneCommandComparesAllEnginesAndGoesOnAfterItWasKilled() throws Exception {
    Process killed = tinyStudy();
    processes.awaitCell(killed);
    List<ProcessHandle> children = killed.descendants().toList();
    assertThat(children).isNotEmpty();
    killed.destroyForcibly().waitFor();
    awaitEnd(children);
    List<Path> stored = processes.cells();
    FileTime before = Files.getLastModifiedTime(stored.getFirst());

    processes.awaitStatus(tinyStudy(), 0);
    assertThat(Files.getLastModifiedTime(stored.getFirst())).isEqualTo(before);
    measureSpoiltAgain(this::tinyStudy);
    Archive archive = Archive.open(processes.data());
    assertCompares(archive);
    for (Cell cell : archive.cells()) {
      assertMeasured(cell);
    }
    assertReported();
    assertGoesOnExplaining(archive);

    processes.awaitStatus(tinyStudy("--rounds=2"), 2);
    assertThat(processes.output())
        .contains(
            "the study in it has a different number of rounds (1): name another folder, or repeat");
  }

  /** Measures the cells again that a busy machine has spoilt: users delete their files for that. */
  private void measureSpoiltAgain(Callable<Process> study) throws Exception {
    for (int time = 0; time < MAX_TIMES && deleteSpoilt(); time++) {
      processes.awaitStatus(study.call(), 0);
    }
  }

  private boolean deleteSpoilt() throws IOException {
    boolean isAny = false;
    for (Path file : processes.cells()) {
      JsonNode cell = new JsonMapper().readTree(file.toFile());
      JsonNode figures = cell.path("figures");
      if (!cell.path("valid").booleanValue()
          || !MEASURED.stream().allMatch(figure -> figures.has(figure.key()))) {
        Files.delete(file);
        isAny = true;
      }
    }
    return isAny;
  }

  /** Explains the study; again if this machine was too busy to record the one that is missing. */
  private void explain(Evidence evidence) throws IOException, InterruptedException {
    for (int time = 0; time < MAX_TIMES && evidence.recordings().size() < 4; time++) {
      processes.awaitStatus(tinyStudy("--explain"), 0);
    }
  }

  /** As if it had been killed while the last variant was recorded. */
  private void assertGoesOnExplaining(Archive archive) throws Exception {
    Evidence evidence = Evidence.of(archive);
    List<String> others = List.of("epoll-virtual", "epoll-pool", "threads");
    for (String variant : others) {
      Place place = new Place("tiny", "connections=64", variant);
      evidence.write(MadeUpEvidence.recording(place, Map.of(Activity.OTHER, 0.5)));
      evidence.write(new SystemCalls(place, 1, Map.of("read", 1L)));
    }
    explain(evidence);
    assertThat(evidence.recordings()).hasSize(4);
    Recording found =
        evidence.recordings().stream()
            .filter(recording -> !others.contains(recording.place().variant()))
            .findFirst()
            .orElseThrow();
    assertThat(found.requests()).isPositive();
    assertThat(found.samples()).isPositive();
    assertThat(found.activities().keySet())
        .as("a busy machine leaves few samples")
        .containsAnyOf(Activity.SOCKETS, Activity.CODEC, Activity.SCHEDULING);
    assertThat(processes.data().resolve("profiles/tiny/connections=64/vthreads.jfr")).exists();
    if (evidence.gaps().isEmpty()) {
      assertThat(evidence.calls().get(2).perRequest("write")).isBetween(0.9, 3.0);
    } else {
      assertThat(evidence.gaps()).singleElement().asString().contains("strace");
    }
    assertThat(processes.data().resolve("report/index.html")).content().contains("<h2>Why</h2>");
    assertThat(processes.output()).doesNotContain("why: threads");
  }

  private static void assertCompares(Archive archive) throws IOException {
    assertThat(archive.missing()).isEmpty();
    assertThat(archive.cells()).hasSize(4);
    assertThat(archive.study().endedAt()).isNotNull();
    assertThat(archive.study().warmUps()).hasSize(4);
    assertThat(archive.study().sweeps()).hasSize(1);
    assertThat(archive.study().environment().sysctls().get("net.core.somaxconn"))
        .matches("\\d{2,}");
  }

  private static void assertMeasured(Cell cell) {
    assertThat(cell.figures().keySet()).containsAll(MEASURED);
    if (cell.variant().startsWith("epoll")) {
      assertThat(cell.figure(Figure.LOOP_UTILISATION).orElse(0.0)).isBetween(0.001, 1.0);
    }
    assertThat(cell.figure(Figure.THROUGHPUT).orElse(0.0)).isPositive();
    assertThat(cell.figure(Figure.ERROR_SHARE)).contains(0.0);
  }

  private void assertReported() throws IOException {
    JsonNode results =
        new JsonMapper().readTree(processes.data().resolve("report/results.json").toFile());
    assertThat(results.path("medians")).isNotEmpty();
    assertThat(processes.data().resolve("report/index.html"))
        .content()
        .contains("virtual threads", "platform threads");
  }

  @Test
  void aWindowThatIsTooShortForAllClientsIsRepeatedWithALongerOne() throws Exception {
    List<String> words =
        List.of("--work=connections=16 wait=400ms", "--engines=vthreads", "--window=300ms");
    Callable<Process> study = () -> processes.study(words.toArray(String[]::new));
    processes.awaitStatus(study.call(), 0);
    measureSpoiltAgain(study);
    Cell cell = Archive.open(processes.data()).cells().getFirst();
    assertThat(cell.valid()).as(cell.invalidReason()).isTrue();
    LoadResult result = requireNonNull(cell.result());
    assertThat(result.responses()).isGreaterThanOrEqualTo(3 * 16);
    assertThat(result.measuredNanos()).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aSignalEndsItWithAReportOfWhatIsMeasured() throws Exception {
    Process stopped =
        processes.study(
            "--workloads=wait", "--engines=vthreads,vthreads", "--rounds=20", "--wait=proxy");
    processes.awaitCell(stopped);
    List<ProcessHandle> children = stopped.descendants().toList();
    assertThat(backend(children).isAlive()).isTrue();
    stopped.destroy();
    processes.awaitStatus(stopped, 130);
    awaitEnd(children);
    assertThat(Archive.open(processes.data()).study().interrupted()).isTrue();
    assertThat(processes.data().resolve("report/index.html")).exists();
    assertThat(processes.output()).contains("run the same command again to continue");
  }

  @Test
  void handlersCanWaitForAnotherProcessOnEveryEngine() throws Exception {
    Process killed = waitingStudy("--wait=proxy");
    processes.awaitCell(killed);
    List<ProcessHandle> children = killed.descendants().toList();
    assertThat(backend(children).isAlive()).isTrue();
    killed.destroyForcibly().waitFor();
    awaitEnd(children);

    processes.awaitStatus(waitingStudy("--wait=proxy"), 0);
    measureSpoiltAgain(() -> waitingStudy("--wait=proxy"));
    Archive archive = Archive.open(processes.data());
    assertThat(archive.study().environment().waiting()).isEqualTo(Waiting.PROXY);
    assertThat(archive.cells()).hasSize(4);
    for (Cell cell : archive.cells()) {
      assertMeasured(cell);
      assertThat(cell.command()).contains("--wait=proxy");
      assertThat(cell.figure(Figure.THROUGHPUT).orElse(0.0))
          .as("no request is answered before its wait is over")
          .isLessThan(16 / 0.002);
    }
    assertThat(processes.data().resolve("report/report.md"))
        .content()
        .contains("goes through the server's reverse proxy to another process");

    processes.awaitStatus(waitingStudy("--wait=sleep"), 2);
    assertThat(processes.output())
        .contains("the study in it has a different --wait (proxy): name another folder, or repeat")
        .contains(" --work='connections=16 wait=2ms cpu=10us' ");
  }

  @Test
  void aStudyFailsWithoutTheProcessForWhichHandlersWait() throws Exception {
    Process study = waitingStudy("--wait=proxy", "--rounds=20");
    processes.awaitCell(study);
    backend(study.descendants().toList()).destroyForcibly();
    processes.awaitStatus(study, 1);
    assertThat(processes.output())
        .containsPattern(
            "app: error: the study failed: the process that handlers wait for ended with status 137"
                + " \\(.+\\): look for lack of memory on this machine; what is measured is kept:"
                + " run the same command again to continue");
  }

  private void stopWhileTheBackendStarts() throws Exception {
    Process stopped = waitingStudy("--wait=proxy");
    Starting starting = awaitBackend(stopped);
    stopped.destroy();
    processes.awaitStatus(stopped, 130);
    awaitEnd(starting.children());
  }

  @Test
  void aSignalEndsItWhileTheProcessForWhichHandlersWaitStarts() throws Exception {
    stopWhileTheBackendStarts();
    for (int time = 1; time < MAX_TIMES && Archive.isArchive(processes.data()); time++) {
      processes.putAway(time); // the signal came when it had started
      stopWhileTheBackendStarts();
    }
    assertThat(processes.output()).contains("stopped before anything was measured");
    assertThat(processes.data().resolve("files")).doesNotExist();
  }

  private void killTheBackendWhileItStarts() throws Exception {
    Process study = waitingStudy("--wait=proxy");
    Starting starting = awaitBackend(study);
    starting.backend().destroyForcibly();
    processes.awaitStatus(study, 1);
    awaitEnd(starting.children());
  }

  /** Whether a process was killed when it had already started. */
  private boolean hadStarted() throws IOException {
    return processes.output().contains("ended with status 137");
  }

  @Test
  void nothingIsLeftIfTheProcessForWhichHandlersWaitDoesNotStart() throws Exception {
    killTheBackendWhileItStarts();
    for (int time = 1; time < MAX_TIMES && hadStarted(); time++) {
      processes.putAway(time);
      killTheBackendWhileItStarts();
    }
    assertThat(processes.output())
        .contains("app: error: the study failed: the process that handlers wait for did not start");
    assertThat(processes.data().resolve("files")).doesNotExist();
  }

  /** The sweep tries such a server, too: that ends neither it nor the study. */
  @Test
  void aServerThatEndsWhileItIsWarmedUpFails(@TempDir Path classes) throws Exception {
    String text =
        """
        import io.heddle.http.Response;
        import io.heddle.routing.Router;
        import io.heddle.routing.SiteProvider;
        import java.util.concurrent.atomic.AtomicInteger;

        public final class Users implements SiteProvider {
          private final AtomicInteger requests = new AtomicInteger();

          @Override
          public void addTo(Router.Builder routes) {
            System.out.println("the routes are added");
            routes.get(
                "/ending",
                "ending",
                request -> {
                  if (requests.incrementAndGet() > 20) {
                    Runtime.getRuntime().halt(3);
                  }
                  return Response.text("ok");
                });
          }
        }
        """;
    Path jar = HandlerJar.of(classes, text);
    List<String> words =
        List.of(
            "--handler=" + jar,
            "--work=connections=2 target=/ending",
            "--engines=epoll-pool,vthreads",
            "--explain");
    processes.awaitStatus(processes.study(words.toArray(String[]::new)), 0);
    Archive archive = Archive.open(processes.data());
    assertThat(archive.missing()).isEmpty();
    assertThat(archive.cells())
        .hasSize(2)
        .allSatisfy(
            cell -> assertThat(cell.invalidReason()).startsWith("the server ended with status 3"));
    assertThat(processes.data().resolve("report/report.md"))
        .content()
        .containsPattern(
            "No figure: epoll with a pool of \\d+ and virtual threads failed in 1 of 1");

    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
    processes.awaitStatus(processes.study(words.toArray(String[]::new)), 2);
    assertThat(processes.output())
        .contains("it was changed after this study began: name another folder with --out");
  }

  @Test
  void aServerThatRunsAlreadyIsMeasuredFromTheOutside() throws Exception {
    processes.awaitStatus(
        processes.study("--target=" + processes.server(), "--work=rate=800", "--window=100ms"), 0);
    Archive archive = Archive.open(processes.data());
    assertThat(archive.study().variants()).extracting("name").containsExactly("target");
    Cell cell = archive.cells().getFirst();
    assertThat(cell.figure(Figure.THROUGHPUT).orElse(0.0)).isPositive();
    assertThat(cell.figures()).doesNotContainKeys(Figure.CPU_PER_REQUEST, Figure.RSS);
    // the window was long enough for this rate
    assertThat(cell.figures()).containsKey(Figure.LATENCY_P99);
    assertThat(cell.command()).contains("--target=http://127.0.0.1:");
    assertThat(processes.data().resolve("study.json")).content().doesNotContain("\"waiting\"");
  }

  /** In a new folder each time: otherwise the second study would find its cell there. */
  @Test
  void theCommandOfACellMeasuresItAgainAndAgain() throws Exception {
    String target = "--target=" + processes.server();
    String work = "--work=connections=2 rate=800 cpu=20us response=1k";
    String steps = "--steps-per-microsecond=";
    processes.awaitStatus(processes.study(target, work, "--window=100ms", steps + 7), 0);
    Cell cell = Archive.open(processes.data()).cells().getFirst();
    assertThat(String.valueOf(cell.load().get("requests"))).contains("spin=140&bytes=1024");
    List<Instant> startTimes = new ArrayList<>(List.of(cell.startedAt()));
    for (int time = 0; time < 2; time++) {
      processes.awaitStatus(processes.repeat(cell), 0);
    }
    for (Path folder : processes.repeats()) {
      Cell repeated = onlyCell(folder);
      assertThat(repeated.key()).isEqualTo(cell.key());
      assertThat(repeated.load().get("measureMillis")).isEqualTo(cell.load().get("measureMillis"));
      assertThat(repeated.load().get("requests")).isEqualTo(cell.load().get("requests"));
      startTimes.add(repeated.startedAt());
    }
    assertThat(startTimes).hasSize(3).doesNotHaveDuplicates();
    processes.awaitStatus(processes.study(target, work, "--window=100ms", steps + 8), 2);
    assertThat(processes.output())
        .contains("the study in it has a different --steps-per-microsecond (7): name another");
  }

  private static Cell onlyCell(Path folder) throws IOException {
    List<Cell> cells = Archive.open(folder).cells();
    assertThat(cells).hasSize(1);
    return cells.getFirst();
  }
}
