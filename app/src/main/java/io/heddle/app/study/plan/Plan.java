package io.heddle.app.study.plan;

import io.heddle.app.study.data.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Duration START = Duration.ofMillis(1_600);

  /** For each load of a cycle of the warm-up: the load, its connections and a pause. */
  private static final Duration SLICE = Duration.ofMillis(490);

  /** In how many cycles a server usually becomes stable. */
  private static final int USUAL_CYCLES = 4;

  /** Even if there is only one load, the compilers need this long. */
  private static final int LEAST_WARM_UP_SECONDS = 5;

  /** How often each size of the pool is tried. */
  public static final int SWEEPS = 2;

  /** With shorter windows, chance would choose the size of the pool. */
  private static final Duration SWEEP_WINDOW = Duration.ofMillis(700);

  private static final Duration MIN_WINDOW = Duration.ofMillis(700);
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

  /** The same with other variants. */
  public Plan with(List<Variant> others) {
    return new Plan(profile, rounds, seed, others, scenarios, isExplained, window);
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

  /** What a server is warmed up with: every load that it will get while it serves many settings. */
  public List<Load> warmUpLoads() {
    return settings().stream()
        .filter(setting -> !setting.jvm().isOwn())
        .flatMap(
            setting ->
                setting.measurement() instanceof Measurement.Steady(Load load)
                    ? Stream.of(load)
                    : Stream.empty())
        .toList();
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
    Timing timing = Timing.of(MIN_WINDOW);
    for (Duration longer = MIN_WINDOW;
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
    return START.plus(setting.jvm().isOwn() ? ownWarmUp(setting) : expectedWarmUp());
  }

  private Duration expectedWarmUp() {
    long usual = SLICE.multipliedBy((long) USUAL_CYCLES * warmUpLoads().size()).toSeconds();
    long most = profile.maxWarmUpSeconds();
    return Duration.ofSeconds(Math.min(Math.max(usual, LEAST_WARM_UP_SECONDS), most));
  }

  /** How long a server for only one setting is warmed up. */
  public static Duration ownWarmUp(Setting setting) {
    return switch (setting.measurement()) {
      case Measurement.ColdStart _ -> Duration.ZERO;
      case Measurement.Idle _ -> Duration.ofSeconds(1);
      case Measurement.Overload _ -> Duration.ofSeconds(2);
      case Measurement.Steady _ -> Duration.ofSeconds(3);
    };
  }

  /** How long the sweep takes, if there is one. */
  public Duration sweep() {
    return sweep(timing());
  }

  /** How long each size of the pool is measured with each of the two loads. */
  public Timing sweepTiming() {
    return sweepTiming(timing());
  }

  private static Timing sweepTiming(Timing timing) {
    return timing.atLeast(Timing.of(SWEEP_WINDOW));
  }

  private Duration sweep(Timing timing) {
    boolean isNeeded = variants.stream().anyMatch(Engines::needsSweep);
    Duration load = profile.sweepWarmUp().plus(sweepTiming(timing).total()).plusMillis(200);
    Duration each = START.plus(load.multipliedBy(2));
    return isNeeded ? each.multipliedBy((long) SWEEPS * profile.poolSizes().size()) : Duration.ZERO;
  }
}
