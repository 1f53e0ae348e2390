package io.heddle.app.study.plan;

import io.heddle.app.study.data.Variant;
import java.time.Duration;
import java.util.List;

/**
 * Everything that is decided before a study starts.
 *
 * @param rounds how often every cell is measured
 * @param seed of the order and of everything random
 * @param isExplained whether a pass after the rounds finds out why variants differ
 */
public record Plan(
    Profile profile,
    int rounds,
    long seed,
    List<Variant> variants,
    List<Scenario> scenarios,
    boolean isExplained) {
  private static final Duration START = Duration.ofMillis(1_600);

  /** A second of warm-up with its readings and its pause. */
  private static final Duration SLICE = Duration.ofMillis(1_450);

  private static final Duration MIN_WINDOW = Duration.ofMillis(700);
  private static final Duration MAX_WINDOW = Duration.ofSeconds(5);

  /** Windows are tried in steps of this length. */
  private static final Duration STEP = Duration.ofMillis(50);

  public Plan {
    variants = List.copyOf(variants);
    scenarios = List.copyOf(scenarios);
  }

  /** The same with other variants. */
  public Plan with(List<Variant> others) {
    return new Plan(profile, rounds, seed, others, scenarios, isExplained);
  }

  public List<Setting> settings() {
    return scenarios.stream().flatMap(scenario -> scenario.settings().stream()).toList();
  }

  /**
   * The longest windows with which the study ends within its profile's time. They do not depend on
   * the options, so that a study that goes on with others has the same ones.
   */
  public Timing timing() {
    Timing timing = timing(MIN_WINDOW);
    for (Duration window = MIN_WINDOW;
        window.compareTo(MAX_WINDOW) <= 0
            && usualDuration(timing(window)).compareTo(profile.budget()) <= 0;
        window = window.plus(STEP)) {
      timing = timing(window);
    }
    return timing;
  }

  private static Timing timing(Duration window) {
    return new Timing(window.dividedBy(3), window);
  }

  /** How long the whole study takes, including sweep, noise and the pass that explains it. */
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
        .plus(noise(timing).multipliedBy(2))
        .plus(round(timing).multipliedBy((long) rounds * variants.size()));
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

  /** With few processors, servers take longer to become stable. */
  private Duration expectedWarmUp() {
    return SLICE.multipliedBy(Math.min(profile.maxWarmUpSeconds(), 20));
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

  /** How long one check of the noise takes. */
  public Duration noise() {
    return noise(timing());
  }

  private Duration sweep(Timing timing) {
    boolean isNeeded = variants.stream().anyMatch(Engines::needsSweep);
    Duration each = START.plusSeconds(1).plus(timing.total());
    return isNeeded ? each.multipliedBy(profile.poolSizes().size()) : Duration.ZERO;
  }

  private Duration noise(Timing timing) {
    Duration each = timing.total().plusMillis(250);
    return START
        .plus(profile.noiseWarmUp())
        .multipliedBy(2)
        .plus(each.multipliedBy(2L * profile.noisePairs()));
  }
}
