package io.heddle.app.study.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much a study measures. */
public enum Profile {
  /** Shows within a minute that everything works. Its figures mean nothing. */
  SMOKE(1, 1, 1, 1, 1, List.of(64)),
  /** A first look, with too few rounds to show a difference. */
  QUICK(3, 165, 4, 4, 1, List.of(64, 512)),
  /** Enough rounds to show a difference between four variants. */
  DEFAULT(5, 885, 5, 10, 3, List.of(16, 64, 256, 1024)),
  /** Every workload and point, with enough rounds to be sure. */
  FULL(10, 9_000, 8, 60, 5, List.of(8, 16, 32, 64, 128, 256, 512, 1024, 2048));

  private final int rounds;
  private final int budgetSeconds;
  private final int minWarmUpSeconds;
  private final int maxWarmUpSeconds;
  private final int noisePairs;

  @SuppressWarnings("ImmutableEnumChecker") // the lists above are immutable
  private final List<Integer> poolSizes;

  Profile(
      int rounds,
      int budgetSeconds,
      int minWarmUpSeconds,
      int maxWarmUpSeconds,
      int noisePairs,
      List<Integer> poolSizes) {
    this.rounds = rounds;
    this.budgetSeconds = budgetSeconds;
    this.minWarmUpSeconds = minWarmUpSeconds;
    this.maxWarmUpSeconds = maxWarmUpSeconds;
    this.noisePairs = noisePairs;
    this.poolSizes = poolSizes;
  }

  /** The name in files and messages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rounds, unless the user names a number. */
  public int rounds() {
    return rounds;
  }

  /** The time for everything that is measured; windows are chosen to fit. */
  public Duration budget() {
    return Duration.ofSeconds(budgetSeconds);
  }

  public int minWarmUpSeconds() {
    return minWarmUpSeconds;
  }

  /** A server that is not stable by then is measured anyway, and the report says so. */
  public int maxWarmUpSeconds() {
    return maxWarmUpSeconds;
  }

  /** Whether a pass after the rounds finds out why variants differ, unless the user decides. */
  public boolean isExplained() {
    return this == DEFAULT || this == FULL;
  }

  /** How long the generator is used in each way before anything counts. */
  public Duration generatorWarmUp() {
    return Duration.ofMillis(Math.min(2_000, 300L * maxWarmUpSeconds));
  }

  /** How long each server is warmed up before A is measured against A. */
  public Duration noiseWarmUp() {
    return Duration.ofSeconds(Math.min(20, maxWarmUpSeconds * 3 / 4));
  }

  /** How often A is measured against A, before the rounds and after. */
  public int noisePairs() {
    return noisePairs;
  }

  /** The numbers of workers from which that of the pool is chosen. */
  public List<Integer> poolSizes() {
    return poolSizes;
  }

  /** The list that this profile uses. */
  public <T> List<T> choose(List<T> quick, List<T> standard, List<T> full) {
    return switch (this) {
      case SMOKE, QUICK -> quick;
      case DEFAULT -> standard;
      case FULL -> full;
    };
  }
}
