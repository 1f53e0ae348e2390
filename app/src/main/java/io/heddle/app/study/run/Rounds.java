package io.heddle.app.study.run;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a study. In each round, each variant has a new process for the settings that share
 * one, and a new process for each of the others. One variant is measured twice, as if it were two.
 * The order is random, and the same for the same seed.
 */
final class Rounds {
  private final Plan plan;
  private final Bench bench;
  private final Archive archive;
  private final Journal journal;
  private final Progress progress;
  private final CellCommand command;
  private final Timing timing;

  /**
   * Rounds that are not measured yet.
   *
   * @param command what repeats a cell
   */
  Rounds(
      Plan plan,
      Bench bench,
      Archive archive,
      Journal journal,
      Progress progress,
      CellCommand command) {
    this.plan = plan;
    this.bench = bench;
    this.archive = archive;
    this.journal = journal;
    this.progress = progress;
    this.command = command;
    this.timing = plan.timing();
  }

  /** A cell to come. */
  private record Turn(int round, Variant variant, Scenario scenario, Setting setting, int order) {
    CellKey key() {
      return new CellKey(scenario.name(), setting.point().name(), variant.name(), round);
    }

    /** The workload and the point. */
    String what() {
      return scenario.name() + " " + setting.point().name();
    }
  }

  /** Measures all cells that the archive lacks. */
  void measure() throws IOException, InterruptedException {
    for (int round = 1; round <= plan.rounds(); round++) {
      List<List<Turn>> sessions = sessions(round);
      if (sessions.stream().flatMap(List::stream).allMatch(turn -> archive.has(turn.key()))) {
        progress.done(plan.round(timing).multipliedBy(plan.measured().size()));
        continue;
      }
      bench.stop().check();
      journal.otherLoad(round, Machine.otherLoad(bench::ownNanos));
      for (List<Turn> session : sessions) {
        measure(session);
      }
    }
  }

  /** The processes of a round, each with its turns in order. */
  private List<List<Turn>> sessions(int round) {
    Order random = bench.order();
    List<List<Turn>> sessions = new ArrayList<>();
    int order = 1;
    for (Variant variant : random.balanced(plan.measured(), round)) {
      List<Turn> shared = new ArrayList<>();
      List<List<Turn>> own = new ArrayList<>();
      for (Scenario scenario : random.shuffled(plan.scenarios(), round, variant.name())) {
        String what = variant.name() + " " + scenario.name();
        for (Setting setting : random.shuffled(scenario.settings(), round, what)) {
          Turn turn = new Turn(round, variant, scenario, setting, order++);
          if (setting.jvm().isOwn()) {
            own.add(List.of(turn));
          } else {
            shared.add(turn);
          }
        }
      }
      if (!shared.isEmpty()) {
        sessions.add(shared);
      }
      sessions.addAll(own);
    }
    return sessions;
  }

  /** Measures the missing cells of a process; a new one goes on if the server ends. */
  private void measure(List<Turn> turns) throws IOException, InterruptedException {
    List<Turn> left = new ArrayList<>(turns.stream().filter(t -> !archive.has(t.key())).toList());
    boolean isPrepared = false;
    turns.stream()
        .filter(turn -> archive.has(turn.key()))
        .forEach(turn -> progress.done(turn.setting().measurement().duration(timing)));
    while (!left.isEmpty()) {
      Turn first = left.getFirst();
      progress.say(
          "round " + first.round() + " of " + plan.rounds() + ", " + first.variant().name());
      try (Session session = open(first)) {
        warmUp(session, first);
        if (!isPrepared) {
          isPrepared = true;
          progress.done(plan.preparation(first.setting()));
        }
        while (!left.isEmpty() && session.isAlive()) {
          measure(session, left.removeFirst());
        }
      } catch (MeasurementException e) {
        // without a server, there is nothing to go on with
        bench.stop().checkAfterFailure();
        for (Turn turn : left) {
          archive.write(cell(turn, Instant.now(), null, new Flaw(e.side(), e.reason())));
        }
        left.clear();
      }
    }
    if (!isPrepared) {
      progress.done(plan.preparation(turns.getFirst().setting()));
    }
  }

  private Session open(Turn turn) throws IOException, MeasurementException, InterruptedException {
    return turn.setting().measurement() instanceof Measurement.ColdStart
        ? bench.open(turn.variant(), turn.setting().jvm())
        : bench.openCold(turn.variant(), turn.setting().jvm());
  }

  private void warmUp(Session session, Turn turn)
      throws IOException, MeasurementException, InterruptedException {
    ServerProcess server = session.server();
    List<Load> loads = plan.warmUpLoads(turn.setting());
    if (loads.isEmpty()) {
      try {
        WarmingUp.briefly(session, Plan.briefWarmUp(turn.setting()));
      } catch (IOException e) {
        throw session.ended(e);
      }
      return;
    }
    progress.show("round " + turn.round() + ", " + turn.variant().name() + ": warming up");
    if (server == null) {
      // how stable it is cannot be seen from outside
      Duration each = plan.expectedWarmUp(loads).dividedBy(loads.size());
      WarmingUp.with(session, loads, each);
      return;
    }
    String point = turn.setting().jvm().isOwn() ? turn.what() : null;
    WarmingUp.Place place = new WarmingUp.Place(turn.round(), turn.variant().name(), point);
    session.begin(turn.round(), "warming up");
    try {
      journal.add(WarmingUp.untilStable(session, server, plan.maxWarmUp(), place, loads));
    } catch (IOException e) {
      throw session.ended(e);
    }
  }

  private void measure(Session session, Turn turn) throws IOException, InterruptedException {
    progress.show("round %d, %s: %s".formatted(turn.round(), turn.variant().name(), turn.what()));
    session.begin(turn.round(), turn.what());
    Instant startedAt = Instant.now();
    Measurement measurement = turn.setting().measurement();
    Try last = attempt(session, measurement, timing);
    if (last.flaw != null && measurement.isRepeatable() && session.isAlive()) {
      // other programs may have disturbed it for a moment, or the window was too short
      last = attempt(session, measurement, last.next(measurement, timing)).orLike(last);
    }
    Flaw flaw = last.flaw;
    ServerProcess server = session.server();
    if (server != null && !server.isAlive()) {
      bench.stop().checkAfterFailure();
      flaw = new Flaw(Side.SERVER, server.end());
    }
    bench.stop().check();
    archive.write(cell(turn, startedAt, last.measured, flaw));
    progress.done(turn.setting().measurement().duration(timing));
  }

  /** Why the figures of a cell do not count. */
  private record Flaw(Side side, String reason) {}

  /**
   * What came of measuring a cell.
   *
   * @param flaw why its figures do not count, or null
   */
  private record Try(@Nullable Measured measured, @Nullable Flaw flaw) {
    /** This one, or the one before if this has no figures at all. */
    Try orLike(Try before) {
      return measured != null || before.measured == null
          ? this
          : new Try(before.measured, flaw == null ? before.flaw : flaw);
    }

    /** The timing for another one. */
    Timing next(Measurement measurement, Timing usual) {
      return measurement instanceof Measurement.Steady(Load load)
              && measured != null
              && measured.result() != null
          ? load.again(usual, measured.result().responsesPerSecond())
          : usual;
    }
  }

  private Try attempt(Session session, Measurement measurement, Timing timing)
      throws IOException, InterruptedException {
    try {
      Measured measured = Meters.measure(session, measurement, timing);
      LoadResult result = measured.result();
      return new Try(measured, result == null ? null : flaw(result));
    } catch (MeasurementException e) {
      return new Try(null, new Flaw(e.side(), e.reason()));
    } catch (IOException e) {
      return new Try(null, new Flaw(Side.SERVER, session.ended(e).reason()));
    }
  }

  private static @Nullable Flaw flaw(LoadResult result) {
    return result.limit() == null || result.limitedBy() == null
        ? null
        : new Flaw(result.limitedBy(), result.limit());
  }

  private Cell cell(
      Turn turn, Instant startedAt, @Nullable Measured measured, @Nullable Flaw flaw) {
    return new Cell(
        turn.round(),
        turn.variant().name(),
        turn.scenario().name(),
        turn.setting().point().name(),
        turn.setting().point().x(),
        turn.order(),
        startedAt,
        command.of(turn.scenario(), turn.setting(), turn.variant()),
        measured == null ? Map.of() : measured.job(),
        measured == null ? null : measured.result(),
        measured == null ? Map.of() : measured.figures(),
        flaw == null,
        flaw == null ? null : flaw.reason(),
        flaw == null ? null : flaw.side());
  }
}
