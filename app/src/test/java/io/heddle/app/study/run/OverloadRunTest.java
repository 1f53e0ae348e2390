package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.plan.Load;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overload of both engines, in a small study. */
final class OverloadRunTest {
  private final StudyProcesses processes;

  OverloadRunTest(@TempDir Path folder) {
    processes = new StudyProcesses(folder);
  }

  @AfterEach
  void endProcesses() {
    processes.close();
  }

  /** Otherwise, the code for refusing and giving up would be compiled while it is measured. */
  @Test
  void serversHaveBeenOverloadedBeforeTheyAreMeasured() throws Exception {
    Process study = processes.study("--workloads=overload", "--engines=epoll-virtual,vthreads");
    processes.awaitStatus(study, 0);
    Archive archive = Archive.open(processes.data());
    assertThat(archive.study().warmUps()).extracting(WarmUp::variant).hasSize(2);
    assertThat(archive.study().warmUps())
        .allSatisfy(
            warmUp ->
                assertThat(warmUp.cycles().getFirst().seconds())
                    .isGreaterThan(Load.Pace.Surge.WARM_UP.toMillis() / 1e3));
    assertThat(archive.cells())
        .extracting(Cell::variant)
        .containsExactlyInAnyOrder("epoll-virtual", "vthreads");
    for (Cell cell : archive.cells()) {
      assertThat(cell.figures()).containsKey(Figure.GOODPUT);
      assertThat(cell.load()).containsKey("surge");
    }
  }
}
