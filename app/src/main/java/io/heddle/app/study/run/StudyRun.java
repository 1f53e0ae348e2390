package io.heddle.app.study.run;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Engines;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study from its plan to its archive. Where the archive already has cells, only the others are
 * measured.
 */
public final class StudyRun {
  private final Plan plan;
  private final ServerSettings settings;
  private final Placement placement;
  private final @Nullable URI target;
  private final Path folder;
  private final List<String> command;

  /**
   * A study that is not started.
   *
   * @param target a server that is not started but only used, or null
   * @param folder of the archive
   * @param command the command line, for the report; its first word is the program
   */
  public StudyRun(
      Plan plan,
      ServerSettings settings,
      Placement placement,
      @Nullable URI target,
      Path folder,
      List<String> command) {
    this.plan = plan;
    this.settings = settings;
    this.placement = placement;
    this.target = target;
    this.folder = folder;
    this.command = List.copyOf(command);
  }

  /**
   * Measures until all cells are there, or the user wants to stop.
   *
   * @return the archive, which tells whether it was interrupted; null if nothing was measured
   * @throws IOException if a process or the disk fails
   */
  public @Nullable Archive run(Progress progress, Stop stop) throws IOException {
    Archive archive = Archive.isArchive(folder) ? Archive.open(folder) : null;
    if (archive != null) {
      SamePlan.check(archive, plan, settings, placement, command);
    }
    try (Bench bench =
        new Bench(settings, placement, target, folder.resolve("files"), plan.seed(), stop)) {
      try {
        bench.startBackend();
        Integer known =
            archive == null
                ? settings.stepsPerMicrosecond()
                : archive.study().environment().stepsPerMicrosecond();
        Speed speed = Speed.prepare(bench, plan, known);
        if (archive == null) {
          archive = prepare(bench, speed, progress);
        }
        measure(bench, settings.computingAt(speed.steps()), archive, progress);
      } catch (InterruptedException | MeasurementException | IOException e) {
        boolean isStopped = e instanceof InterruptedException || stop.isAskedSoon();
        stop.answer();
        interrupted(archive, e);
        if (!isStopped) throw failure(e);
      }
    } finally {
      progress.end();
    }
    return archive;
  }

  private static void interrupted(@Nullable Archive archive, Exception cause) throws IOException {
    if (archive == null || archive.study().endedAt() != null) return;
    try {
      new Journal(archive).interrupted();
    } catch (IOException e) {
      if (!(cause instanceof IOException)) throw e;
      cause.addSuppressed(e); // on a full disk, this write fails like the one before
    }
  }

  private static IOException failure(Exception e) {
    return e instanceof IOException failure ? failure : new IOException(e.getMessage(), e);
  }

  private void measure(Bench bench, ServerSettings exact, Archive archive, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    Plan chosen = plan.with(archive.study().variants());
    Journal journal = new Journal(archive);
    boolean isComplete = archive.missing().isEmpty();
    if (!isComplete) {
      journal.running();
    }
    CellCommand cell = new CellCommand(command.getFirst(), chosen, exact, placement, target);
    new Rounds(chosen, bench, archive, journal, progress, cell).measure();
    if (!isComplete || archive.study().endedAt() == null) {
      journal.ended();
    }
    if (plan.isExplained() && bench.hasServers()) {
      new Explanation(chosen, bench, archive, progress).find();
    }
  }

  /** What is decided by measuring: how many workers a pool has. */
  private Archive prepare(Bench bench, Speed speed, Progress progress)
      throws IOException, MeasurementException, InterruptedException {
    Instant startedAt = Instant.now();
    List<Variant> variants = new ArrayList<>();
    List<Sweep> sweeps = new ArrayList<>();
    for (Variant variant : plan.variants()) {
      if (bench.hasServers() && Engines.needsSweep(variant)) {
        // an engine that is named twice has the same size twice
        if (sweeps.isEmpty()) {
          sweeps.add(PoolSweep.of(bench, plan, variant, progress));
        }
        variants.add(Engines.withWorkers(variant, (int) sweeps.getFirst().chosen()));
      } else {
        variants.add(variant);
      }
    }
    progress.done(plan.sweep());
    return Archive.create(
        folder,
        new Study(
            Study.SCHEMA,
            plan.profile().text(),
            plan.seed(),
            command,
            startedAt,
            null,
            plan.rounds(),
            variants,
            plan.scenarios().stream().map(Scenario::workload).toList(),
            Machine.environment(placement, settings.computingAt(speed.steps()), speed.own()),
            sweeps,
            List.of(),
            plan.repeated().map(Variant::name).orElse(null),
            false));
  }
}
