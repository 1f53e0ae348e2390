package io.heddle.app.study.run;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.WarmUp;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes into the archive what a study finds out in addition to its cells, at once. */
final class Journal {
  private static final String ROUND = "round ";

  private final Archive archive;
  private final List<String> loads = new ArrayList<>();

  Journal(Archive archive) {
    this.archive = archive;
    String known = archive.study().environment().otherLoad();
    if (known.startsWith(ROUND)) {
      loads.addAll(List.of(known.split("; ", -1)));
    }
  }

  /**
   * The evidence of a warm-up, in place of an earlier one of the same round. One that ended at the
   * bound stays: cells may have been measured after it.
   */
  void add(WarmUp warmUp) throws IOException {
    Study study = archive.study();
    List<WarmUp> all = new ArrayList<>(study.warmUps());
    all.removeIf(earlier -> earlier.isStable() && warmUp.isOfSameProcess(earlier));
    all.add(warmUp);
    write(study, study.environment(), all, study.endedAt(), study.interrupted());
  }

  /** How many processors others used before a round. */
  void otherLoad(int round, double processors) throws IOException {
    String place = ROUND + round + ":";
    loads.removeIf(load -> load.startsWith(place));
    loads.add(String.format(Locale.ROOT, "%s %.2f of a processor", place, processors));
    Study study = archive.study();
    Environment e = study.environment();
    Environment later =
        new Environment(
            e.cpu(),
            e.cores(),
            e.memoryBytes(),
            e.kernel(),
            e.os(),
            e.jdk(),
            e.jvmArguments(),
            e.commit(),
            e.sysctls(),
            e.governor(),
            e.serverCpus(),
            e.loadCpus(),
            e.heap(),
            e.gc(),
            String.join("; ", loads),
            e.waiting(),
            e.stepsPerMicrosecond(),
            e.ownStepsPerMicrosecond());
    write(study, later, study.warmUps(), study.endedAt(), study.interrupted());
  }

  /** It goes on: it neither has ended nor is interrupted. */
  void running() throws IOException {
    Study study = archive.study();
    write(study, study.environment(), study.warmUps(), null, false);
  }

  void ended() throws IOException {
    Study study = archive.study();
    write(study, study.environment(), study.warmUps(), Instant.now(), false);
  }

  void interrupted() throws IOException {
    Study study = archive.study();
    write(study, study.environment(), study.warmUps(), null, true);
  }

  private void write(
      Study old,
      Environment environment,
      List<WarmUp> warmUps,
      @Nullable Instant endedAt,
      boolean isInterrupted)
      throws IOException {
    archive.write(
        new Study(
            old.schema(),
            old.profile(),
            old.seed(),
            old.command(),
            old.startedAt(),
            endedAt,
            old.rounds(),
            old.variants(),
            old.workloads(),
            environment,
            old.sweeps(),
            warmUps,
            old.repeated(),
            isInterrupted));
  }
}
