package io.heddle.app.study.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.PastedCommand;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.run.CellCommand;
import io.heddle.app.study.run.Placement;
import io.heddle.app.study.run.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command of each cell of a study, pasted into a shell, is a study of that cell alone. */
final class RepeatedCellTest {
  @TempDir private Path folder;

  private static StudyOptions options(List<String> words) {
    StudyOptions options = new StudyOptions();
    new CommandLine(options).setExpandAtFiles(false).parseArgs(words.toArray(String[]::new));
    return options;
  }

  /** A study whose pool has the number of workers that a sweep has chosen. */
  private static Plan swept(Plan plan) {
    return plan.with(
        plan.variants().stream()
            .map(v -> Engines.needsSweep(v) ? Engines.withWorkers(v, 96) : v)
            .toList());
  }

  /** What the command of a cell asks for, and all that the cell itself was measured with. */
  private record Repeated(StudyOptions study, Plan plan, StudyOptions cell) {
    void assertIs(Scenario scenario, Setting setting, Variant variant) {
      Plan alone = cell.plan();
      assertThat(alone.scenarios())
          .singleElement()
          .satisfies(s -> assertThat(s.question()).isEqualTo(scenario.question()))
          .satisfies(s -> assertThat(s.settings()).containsExactly(setting));
      assertThat(alone.measured())
          .singleElement()
          .satisfies(v -> assertThat(v.options()).isEqualTo(variant.options()));
      assertThat(alone.rounds()).isEqualTo(1);
      assertThat(alone.profile()).isEqualTo(plan.profile());
      assertThat(alone.seed()).isEqualTo(plan.seed());
      assertThat(alone.timing()).isEqualTo(plan.timing());
      assertThat(alone.isExplained()).isFalse();
      assertThat(cell.target()).isEqualTo(study.target());
      Placement placement = study.placement();
      assertThat(cell.placement()).isEqualTo(placement);
      ServerSettings settings = cell.settings(placement);
      ServerSettings expected = study.settings(placement);
      if (setting.measurement().waits()) {
        assertThat(settings).isEqualTo(expected);
      } else {
        // how handlers wait makes no difference
        assertThat(settings)
            .usingRecursiveComparison()
            .ignoringFields("waiting")
            .isEqualTo(expected);
      }
    }
  }

  private void assertEachCellIsRepeated(String... words) throws Exception {
    StudyOptions study = options(List.of(words));
    Plan plan = swept(study.plan());
    Placement placement = study.placement();
    CellCommand command =
        new CellCommand("bin/app", plan, study.settings(placement), placement, study.target());
    Set<Path> folders = new HashSet<>();
    int cells = 0;
    for (Scenario scenario : plan.scenarios()) {
      for (Setting setting : scenario.settings()) {
        for (Variant variant : plan.measured()) {
          List<String> pasted = PastedCommand.words(command.of(scenario, setting, variant), folder);
          assertThat(pasted).startsWith("bin/app", "study");
          StudyOptions cell = options(pasted.subList(2, pasted.size()));
          new Repeated(study, plan, cell).assertIs(scenario, setting, variant);
          assertThat(folder.resolve(cell.out())).isEmptyDirectory();
          folders.add(cell.out());
          cells++;
        }
      }
    }
    assertThat(folders).hasSize(cells);
  }

  /** The first variant is measured twice, and the pool has a number that was chosen. */
  @Test
  void ofTheDefaultProfile() throws Exception {
    assertEachCellIsRepeated();
  }

  @Test
  void ofEveryWorkload() throws Exception {
    assertEachCellIsRepeated("--full", "--engines=vthreads");
  }

  @Test
  void ofAnEngineThatIsComparedWithItself() throws Exception {
    assertEachCellIsRepeated(
        "--workloads=tiny,start",
        "--engines=epoll-pool=7,vthreads,vthreads,epoll-pool",
        "--rounds=3",
        "--seed=7",
        "--steps-per-microsecond=609",
        "--window=900ms");
  }

  @Test
  void ofAServerThatRunsAlready() throws Exception {
    assertEachCellIsRepeated("--target=http://[::1]:8080/", "--quick");
    assertEachCellIsRepeated("--target=http://h", "--work=wait=1ms rate=5", "--rounds=3");
  }

  @Test
  void ofServersWithOptionsThatAShellWouldTakeApart() throws Exception {
    Path jar = Files.writeString(folder.resolve("it's $mine.jar"), "");
    assertEachCellIsRepeated(
        "--quick",
        "--heap=1g",
        "--gc=parallel",
        "--jvm-args=-Xlog:gc*  -XX:+UseStringDeduplication",
        "--handler=" + jar);
  }

  @Test
  void ofOwnWork() throws Exception {
    Path trace = Files.writeString(folder.resolve("waits;1"), "1ms\n20ms\n");
    assertEachCellIsRepeated(
        "--work= connections=8 wait=lognormal(5ms,0.5)  response=8k ",
        "--work=wait=trace(" + trace + ") rate=900",
        "--work=connections=8 target=/it's?a&b",
        "--seed=3");
  }

  /** Their points have the same name. */
  @Test
  void ofWorkOfAFile() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("my works.conf"),
            """
            users { connections = 200, wait = "lognormal(50ms, 0.5)" }
            "admins, too" { connections = 200, cpu = 1ms }
            """);
    List<String> words = new ArrayList<>(List.of("--work-file=" + file));
    assertEachCellIsRepeated(words.toArray(String[]::new));
    words.add("--work=connections=200");
    assertEachCellIsRepeated(words.toArray(String[]::new));
  }

  /** Some of these workloads do not wait. */
  @Test
  void ofHandlersThatWaitForAnotherProcess() throws Exception {
    assertEachCellIsRepeated("--wait=proxy");
  }
}
