package io.heddle.app.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.plan.workload.Scenarios;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decided before a study starts. */
final class PlanTest {
  private static final URI SERVER = URI.create("http://127.0.0.1:8080");
  private static final Timing TIMING = new Timing(Duration.ofMillis(300), Duration.ofSeconds(1));

  private static Plan usual(Profile profile, int rounds) {
    List<Variant> variants = Engines.of(Engines.NAMES);
    List<Scenario> scenarios =
        Scenarios.all(profile).stream()
            .filter(scenario -> Scenarios.isUsual(profile, scenario.name()))
            .toList();
    return new Plan(profile, rounds, 1, variants, scenarios, profile.isExplained());
  }

  @ParameterizedTest
  @CsvSource({"QUICK, 174", "DEFAULT, 900", "FULL, 20005"})
  void theProfilesEndInTime(Profile profile, int seconds) {
    assertThat(usual(profile, profile.rounds()).duration()).isLessThan(Duration.ofSeconds(seconds));
  }

  /** The sweep takes its part of the time, and is over by then. */
  @ParameterizedTest
  @EnumSource
  void theWindowsAreTheSameAfterTheSweep(Profile profile) {
    Plan plan = usual(profile, profile.rounds());
    List<Variant> chosen =
        plan.variants().stream()
            .map(v -> Engines.needsSweep(v) ? Engines.withWorkers(v, 64) : v)
            .toList();
    assertThat(chosen).isNotEqualTo(plan.variants());
    assertThat(plan.with(chosen).timing()).isEqualTo(plan.timing());
  }

  @Test
  void aProcessIsWarmedUpWithWhatItWillGet() {
    Plan plan = usual(Profile.FULL, 1);
    for (Setting setting : plan.settings()) {
      List<Load> loads = plan.warmUpLoads(setting);
      if (!setting.jvm().isOwn()) {
        assertThat(loads)
            .hasSizeGreaterThan(20)
            .containsAll(setting.measurement().clients().stream().toList());
      } else if (setting.measurement() instanceof Measurement.Steady
          || setting.measurement() instanceof Measurement.Overload) {
        assertThat(loads).containsExactly(setting.measurement().clients().orElseThrow());
      } else {
        assertThat(loads).as(setting.point().name()).isEmpty();
      }
    }
  }

  /** Its few loads are no less new to the compilers than many. */
  @ParameterizedTest
  @CsvSource({"SMOKE, 1, 1", "QUICK, 8, 25", "DEFAULT, 13, 25", "FULL, 60, 60"})
  void theWarmUpForDescribedWorkMayTakeLonger(Profile profile, int usual, int described) {
    List<Scenario> work = List.of(OwnWork.parse("work", "connections=64 target=/json", 1));
    Plan own = new Plan(profile, 1, 1, Engines.of(Engines.NAMES), work, false);
    assertThat(usual(profile, 1).maxWarmUp()).hasSeconds(usual);
    assertThat(own.maxWarmUp()).hasSeconds(described);
  }

  /** Its own rate may be too low for the compilers to see what it uses. */
  @Test
  void workWithARateIsWarmedUpAsFastAsTheServerCan() {
    List<Scenario> work = List.of(OwnWork.parse("work", "rate=100 wait=50ms", 1));
    Plan own = new Plan(Profile.QUICK, 1, 1, Engines.of(Engines.NAMES), work, false);
    assertThat(own.warmUpLoads(own.settings().getFirst()))
        .singleElement()
        .satisfies(load -> assertThat(load.pace()).isEqualTo(new Load.Pace.Closed()));
  }

  /** Others may use it. */
  @Test
  void aServerThatRunsAlreadyGetsNoMoreThanTheLoad() {
    List<Scenario> work = List.of(OwnWork.parse("work", "rate=50 connections=4", 1));
    Plan own = new Plan(Profile.QUICK, 1, 1, List.of(Variant.TARGET), work, false);
    assertThat(own.warmUpLoads(own.settings().getFirst()))
        .singleElement()
        .satisfies(load -> assertThat(load.pace()).isEqualTo(new Load.Pace.Rate(50)))
        .satisfies(load -> assertThat(load.connections()).isEqualTo(4));
  }

  /** Warm-ups of described work take longer, so its windows are shorter. */
  @Test
  void describedWorkEndsInTheTimeOfItsProfile() {
    List<Scenario> work = List.of(OwnWork.parse("work", "connections=64", 1));
    Plan own = new Plan(Profile.QUICK, 3, 1, Engines.of(Engines.NAMES), work, false);
    assertThat(own.expectedWarmUp(own.warmUpLoads(own.settings().getFirst()))).hasSeconds(9);
    assertThat(own.duration()).isLessThan(Duration.ofSeconds(174));
  }

  @Test
  void theFullProfileHasLongerWindowsThanTheDefault() {
    Timing full = usual(Profile.FULL, Profile.FULL.rounds()).timing();
    Timing standard = usual(Profile.DEFAULT, Profile.DEFAULT.rounds()).timing();
    assertThat(full.window()).isGreaterThan(standard.window().multipliedBy(3).dividedBy(2));
  }

  /** A study that goes on with other options must have the same windows. */
  @ParameterizedTest
  @EnumSource
  void theWindowsAreTheSameWhetherTheStudyIsExplainedOrNot(Profile profile) {
    Plan usual = usual(profile, 2);
    Plan other = new Plan(profile, 2, 1, usual.variants(), usual.scenarios(), !usual.isExplained());
    assertThat(other.timing()).isEqualTo(usual.timing());
    Duration difference = usual.duration().minus(other.duration()).abs();
    assertThat(difference).isEqualTo(usual.explaining().multipliedBy(4));
  }

  @Test
  void systemCallsAreCountedWithFewConnections() {
    List<Explaining.Traced> traced = Explaining.traced(usual(Profile.DEFAULT, 1).scenarios());
    assertThat(traced)
        .extracting(t -> t.scenario().name() + " " + t.setting().point().name())
        .containsExactly(
            "tiny connections=64", "wait wait=10ms connections=1000", "compute cpu=0.1ms");
    assertThat(traced).allMatch(t -> t.load().connections() <= 64);
  }

  @Test
  void fewerCellsHaveLongerWindows() {
    Timing many = usual(Profile.DEFAULT, 5).timing();
    Timing few = usual(Profile.DEFAULT, 2).timing();
    assertThat(few.window()).isGreaterThan(many.window());
  }

  @Test
  void windowsHaveALowerBoundHoweverManyCellsThereAre() {
    assertThat(usual(Profile.QUICK, 100).timing().window()).isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @EnumSource
  void everyWorkloadHasAQuestionAndDistinctPoints(Profile profile) {
    for (Scenario scenario : Scenarios.all(profile)) {
      Workload workload = scenario.workload();
      assertThat(workload.question()).as(workload.name()).endsWith("?");
      List<String> names = scenario.settings().stream().map(s -> s.point().name()).toList();
      assertThat(new HashSet<>(names)).as(workload.name()).hasSameSizeAs(names);
    }
  }

  /** The command that repeats a cell looks for its point among those of the full profile. */
  @ParameterizedTest
  @EnumSource(names = {"SMOKE", "QUICK", "DEFAULT"})
  void theFullProfileHasEveryPoint(Profile profile) {
    List<Setting> all = usual(Profile.FULL, 1).settings();
    for (Scenario scenario : Scenarios.all(profile)) {
      assertThat(all).as(scenario.name()).containsAll(scenario.settings());
    }
  }

  @Test
  void everyServerComputesTheSameNumberOfSteps() {
    Load load = Load.closed(4, RequestKind.get("/work?wait=1ms&cpu=300us&bytes=1"));
    Map<String, Object> job = load.job(SERVER, 0, TIMING, 1, 1, micros -> micros * 480);
    assertThat(job.get("requests").toString()).contains("/work?wait=1ms&spin=144000&bytes=1");
  }

  @Test
  void aShareOfThePeakIsARate() {
    Load load = Load.open(new Load.Pace.ShareOfPeak(0.7), 4, RequestKind.get("/"));
    Map<String, Object> job = load.job(SERVER, 2_000, TIMING, 1, 1, micros -> micros);
    assertThat(job).containsEntry("mode", "open").containsEntry("ratePerSecond", 1_400.0);
  }

  @Test
  void aSecondTryIsLongEnoughForAllClients() {
    Load load = Load.closed(4_000, RequestKind.get("/"));
    Timing again = load.again(TIMING, 5_000);
    assertThat(again.window()).isEqualTo(Duration.ofMillis(3_200));
    assertThat(load.timing(again)).isEqualTo(again);
    assertThat(load.again(TIMING, 0).window()).isEqualTo(Duration.ofSeconds(15));
    assertThat(load.again(TIMING, 1_000_000)).isEqualTo(TIMING);
  }

  @Test
  void aSecondTryAtAFixedRateIsLikeTheFirst() {
    Load load = Load.open(new Load.Pace.Rate(8_000), 4_000, RequestKind.get("/"));
    assertThat(load.again(TIMING, 10)).isEqualTo(TIMING);
  }

  private static boolean isSteady(Setting setting) {
    return setting.measurement() instanceof Measurement.Steady;
  }

  /** p99 needs 1,000 responses, and requests come at random. */
  @Test
  void thereAreEnoughBystandersForAP99() {
    Timing shortest = Timing.of(Duration.ofMillis(1));
    for (Setting setting : usual(Profile.FULL, 1).settings()) {
      if (setting.measurement() instanceof Measurement.Steady(Load load)
          && load.pace() instanceof Load.Pace.Rate(double rate)
          && load.requests().getFirst().label() != null) {
        double all = load.requests().stream().mapToLong(RequestKind::weight).sum();
        double perSecond = rate * load.requests().getFirst().weight() / all;
        double seconds = load.timing(shortest).window().toNanos() / 1e9;
        assertThat(seconds * perSecond).as(setting.point().name()).isGreaterThan(1_095);
      }
    }
  }

  @Test
  void onlyWhatLeavesTracesIsNotMeasuredAgain() {
    for (Setting setting : usual(Profile.FULL, 1).settings()) {
      assertThat(setting.measurement().isRepeatable())
          .as(setting.point().name())
          .isEqualTo(isSteady(setting) || setting.measurement() instanceof Measurement.Overload);
    }
  }

  @Test
  void aLoadIsMeasuredForAsLongAsItNeeds() {
    Duration lead = Duration.ofSeconds(2);
    Load load = Load.closed(4, RequestKind.get("/")).withLeast(lead, Duration.ofMillis(1));
    assertThat(load.timing(TIMING)).isEqualTo(new Timing(lead, TIMING.window()));
    assertThat(load.withPipeline(2).timing(TIMING)).isEqualTo(load.timing(TIMING));
  }

  @Test
  void aSurgeHasTheRatesOfItsThreeParts() {
    Load.Pace.Surge pace = new Load.Pace.Surge(10, 0.7, Duration.ofSeconds(5));
    Load load = Load.open(pace, 4, RequestKind.get("/"));
    Map<String, Object> job = load.job(SERVER, 2_000, TIMING, 1, 1, micros -> micros);
    assertThat(job)
        .containsEntry("ratePerSecond", 20_000.0)
        .containsEntry(
            "surge",
            Map.of("restRatePerSecond", 1_400.0, "afterMillis", 5_000L, "sliceMillis", 100L));
    Measurement overload = new Measurement.Overload(load, Duration.ofSeconds(1));
    assertThat(overload.duration(TIMING)).isGreaterThan(Duration.ofMillis(7_200));
    assertThat(load.surge(2_000))
        .hasValueSatisfying(
            surge -> {
              assertThat(surge.pace()).isEqualTo(new Load.Pace.Rate(20_000));
              assertThat(surge.connections()).isEqualTo(4);
              assertThat(surge.timeout()).isEqualTo(load.timeout());
            });
    assertThat(load.surge(0)).isEmpty();
    assertThat(load.asPeak(64).surge(2_000)).isEmpty();
  }

  /** A surge takes longer than another load, because clients have to give up in it. */
  @Test
  void aSurgeMakesAWarmUpLonger() {
    Load load = Load.closed(4, RequestKind.get("/"));
    Load surge = Load.open(new Load.Pace.Surge(10, 0.7, Duration.ofSeconds(5)), 4);
    Plan plan = usual(Profile.FULL, 1);
    assertThat(plan.expectedWarmUp(List.of(surge)))
        .isGreaterThan(plan.expectedWarmUp(List.of(load)).plusSeconds(6));
  }

  @Test
  void moreThreadsThanConnectionsAreNotUsed() {
    Map<String, Object> job =
        Load.closed(2, RequestKind.get("/")).job(SERVER, 0, TIMING, 8, 1, micros -> micros);
    assertThat(job).containsEntry("threads", 2).doesNotContainKey("ratePerSecond");
  }
}
