package io.heddle.app.study.plan;

import io.heddle.app.study.data.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided before a study starts.
 *
 * @param rounds how often every cell is measured
 * @param seed of the order and of everything random
 * @param isExplained whether a pass after the rounds finds out why variants differ
 * @param window how long each load is measured; null for the longest window that fits the profile
 */
public record Plan(
    Profile profile,
    int rounds,
    long seed,
    List<Variant> variants,
    List<Scenario> scenarios,
    boolean isExplained,
    @Nullable Duration window) {
  private static final Duration START = Duration.ofMillis(1_200);

  /** For each load of a cycle of the warm-up: the load, its connections and a pause. */
  private static final Duration SLICE = Duration.ofMillis(400);

  /** In how many cycles a server usually becomes stable. */
  private static final int USUAL_CYCLES = 4;

  /** Even if there is only one load, the compilers need this long. */
  private static final Duration LEAST_WARM_UP = Duration.ofMillis(6_200);

  /** The same for work that users describe, which may take longer. */
  private static final Duration OWN_WORK_WARM_UP = Duration.ofSeconds(9);

  /** How many clients warm up a server for work that users describe, if it has a rate. */
  private static final int WARM_UP_CONNECTIONS = 64;

  /** How often each size of the pool is tried. */
  public static final int SWEEPS = 2;

  /** How many responses each client of a sweep usually gets per second, at least. */
  private static final int SWEEP_TURNS = 10;

  /** With shorter windows, chance would choose the size of the pool. */
  private static final Duration SWEEP_WINDOW = Duration.ofMillis(700);

  /** To connect, to settle and to read the server's counters, for each load of a size. */
  private static final Duration SWEEP_PAUSE = Duration.ofMillis(950);

  private static final Duration MAX_WINDOW = Duration.ofSeconds(5);

  /** Windows are tried in steps of this length. */
  private static final Duration STEP = Duration.ofMillis(50);

  /** A plan with the longest windows that fit its profile. */
  public Plan(
      Profile profile,
      int rounds,
      long seed,
      List<Variant> variants,
      List<Scenario> scenarios,
      boolean isExplained) {
    this(profile, rounds, seed, variants, scenarios, isExplained, null);
  }

  public Plan {
    variants = List.copyOf(variants);
    scenarios = List.copyOf(scenarios);
  }

  /** The same, and the same windows, with other variants. */
  public Plan with(List<Variant> others) {
    return new Plan(profile, rounds, seed, others, scenarios, isExplained, timing().window());
  }

  /** The variant that each round measures twice, if there is one. */
  public Optional<Variant> repeated() {
    return profile.isRepeated() && rounds > 1 ? Optional.of(variants.getFirst()) : Optional.empty();
  }

  /** All variants that each round measures, in a process of its own each. */
  public List<Variant> measured() {
    List<Variant> measured = new ArrayList<>(variants);
    repeated().map(Variant::again).ifPresent(measured::add);
    return measured;
  }

  /**
   * What a server is warmed up with for a setting: every load that its process will get. None if
   * the setting is about what a process is like before that.
   */
  public List<Load> warmUpLoads(Setting setting) {
    if (setting.jvm().isOwn()) return warmUpLoad(setting).stream().toList();
    List<Load> loads = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Setting other : scenario.settings()) {
        if (!other.jvm().isOwn()) {
          warmUpLoad(other).map(load -> warmUpLoad(scenario, load)).ifPresent(loads::add);
        }
      }
    }
    return loads;
  }

  /**
   * What warms up a server for a load. Nothing else does that for work that users describe, and its
   * rate may be too low. A server that others may use gets no more than the load itself.
   */
  public Load warmUpLoad(Scenario scenario, Load load) {
    boolean isStarted = !variants.contains(Variant.TARGET);
    return scenario.isOwnWork() && isStarted ? load.asFastAsPossible(WARM_UP_CONNECTIONS) : load;
  }

  private static Optional<Load> warmUpLoad(Setting setting) {
    return switch (setting.measurement()) {
      case Measurement.Steady _, Measurement.Overload _ -> setting.measurement().clients();
      case Measurement.Idle _, Measurement.ColdStart _ -> Optional.empty();
    };
  }

  public List<Setting> settings() {
    return scenarios.stream().flatMap(scenario -> scenario.settings().stream()).toList();
  }

  /**
   * The longest windows with which the study ends within its profile's time. They do not depend on
   * the options, so that a study that goes on with others has the same ones.
   */
  public Timing timing() {
    if (window != null) return Timing.of(window);
    Timing timing = Timing.of(profile.leastWindow());
    for (Duration longer = profile.leastWindow();
        longer.compareTo(MAX_WINDOW) <= 0
            && usualDuration(Timing.of(longer)).compareTo(profile.budget()) <= 0;
        longer = longer.plus(STEP)) {
      timing = Timing.of(longer);
    }
    return timing;
  }

  /** How long the whole study takes, including the sweep and the pass that explains it. */
  public Duration duration() {
    Duration rounds = duration(timing());
    return isExplained ? rounds.plus(explaining().multipliedBy(variants.size())) : rounds;
  }

  private Duration usualDuration(Timing timing) {
    Duration rounds = duration(timing);
    return profile.isExplained() ? rounds.plus(explaining().multipliedBy(variants.size())) : rounds;
  }

  /** How long the pass takes that explains a variant. */
  public Duration explaining() {
    return Explaining.of(profile).duration(START, variants.size() > 1);
  }

  private Duration duration(Timing timing) {
    return START
        .plusSeconds(1)
        .plus(profile.generatorWarmUp().multipliedBy(3))
        .plus(sweep(timing))
        .plus(round(timing).multipliedBy((long) rounds * measured().size()));
  }

  /** One round of one variant. */
  public Duration round(Timing timing) {
    Duration sum = Duration.ZERO;
    boolean hasShared = false;
    for (Setting setting : settings()) {
      sum = sum.plus(setting.measurement().duration(timing));
      if (setting.jvm().isOwn() || !hasShared) {
        sum = sum.plus(preparation(setting));
      }
      hasShared |= !setting.jvm().isOwn();
    }
    return sum;
  }

  /** How long it takes to start and warm up a server for a setting, or for all that share one. */
  public Duration preparation(Setting setting) {
    List<Load> loads = warmUpLoads(setting);
    return START.plus(loads.isEmpty() ? briefWarmUp(setting) : expectedWarmUp(loads));
  }

  /** How long it usually takes to warm up a server with these loads. */
  public Duration expectedWarmUp(List<Load> loads) {
    long surges = loads.stream().filter(load -> load.pace() instanceof Load.Pace.Surge).count();
    Duration cycle =
        SLICE.multipliedBy(loads.size()).plus(Load.Pace.Surge.WARM_UP.multipliedBy(surges));
    Duration usual = cycle.multipliedBy(USUAL_CYCLES);
    Duration alone = isOwnWork() ? OWN_WORK_WARM_UP : LEAST_WARM_UP;
    Duration least = usual.compareTo(alone) < 0 ? alone : usual;
    return least.compareTo(maxWarmUp()) < 0 ? least : maxWarmUp();
  }

  /** A server that is not stable by then is measured anyway, and the report says so. */
  public Duration maxWarmUp() {
    return Duration.ofSeconds(
        isOwnWork() ? profile.maxWarmUpSecondsOfOwnWork() : profile.maxWarmUpSeconds());
  }

  private boolean isOwnWork() {
    return scenarios.stream().allMatch(Scenario::isOwnWork);
  }

  /** How long a server is warmed up for a setting that has no load to warm it up with. */
  public static Duration briefWarmUp(Setting setting) {
    return setting.measurement() instanceof Measurement.Idle
        ? Duration.ofSeconds(1)
        : Duration.ZERO;
  }

  /** How long the sweep takes, if there is one. */
  public Duration sweep() {
    return sweep(timing());
  }

  /** How long each size of the pool is measured with each load, unless that needs longer. */
  public Timing sweepTiming() {
    return sweepTiming(timing());
  }

  private static Timing sweepTiming(Timing timing) {
    return timing.atLeast(Timing.of(SWEEP_WINDOW));
  }

  private Duration sweep(Timing timing) {
    boolean isNeeded = variants.stream().anyMatch(Engines::needsSweep);
    if (!isNeeded) return Duration.ZERO;
    PoolTrial trial = poolTrial();
    Timing usual = sweepTiming(timing);
    Duration each = START;
    for (Load load : trial.loads()) {
      Duration measured = PoolTrial.timing(load, usual, load.connections() * SWEEP_TURNS).total();
      each = each.plus(profile.sweepWarmUp()).plus(measured).plus(SWEEP_PAUSE);
    }
    return each.multipliedBy((long) SWEEPS * trial.sizes().size());
  }

  /** What the sizes of a pool are tried with. */
  public PoolTrial poolTrial() {
    return PoolTrial.of(profile, scenarios);
  }
}
