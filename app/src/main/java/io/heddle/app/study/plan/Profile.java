package io.heddle.app.study.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How much a study measures. */
public enum Profile {
  /** Shows within a minute that everything works. Its figures mean nothing. */
  SMOKE(1, 1, 1, List.of(64)),
  /** A first look, with too few rounds to show a difference. */
  QUICK(3, 172, 8, List.of(16, 256)),
  /** Enough rounds to show a difference between four variants. */
  DEFAULT(5, 885, 13, List.of(16, 128, 1024)),
  /** Every workload and point, with enough rounds to be sure. */
  FULL(10, 20_000, 60, List.of(8, 16, 32, 64, 128, 256, 512, 1024, 2048));

  /**
   * One load alone leaves the compilers busy for longer than many that share their code: servers
   * were stable after 4 to 17 s.
   */
  private static final int OWN_WORK_SECONDS = 25;

  private final int rounds;
  private final int budgetSeconds;
  private final int maxWarmUpSeconds;

  @SuppressWarnings("ImmutableEnumChecker") // the lists above are immutable
  private final List<Integer> poolSizes;

  Profile(int rounds, int budgetSeconds, int maxWarmUpSeconds, List<Integer> poolSizes) {
    this.rounds = rounds;
    this.budgetSeconds = budgetSeconds;
    this.maxWarmUpSeconds = maxWarmUpSeconds;
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

  /** A server that is not stable by then is measured anyway, and the report says so. */
  public int maxWarmUpSeconds() {
    return maxWarmUpSeconds;
  }

  /** The same for a server that gets only work that the user has described. */
  public int maxWarmUpSecondsOfOwnWork() {
    return this == SMOKE ? maxWarmUpSeconds : Math.max(maxWarmUpSeconds, OWN_WORK_SECONDS);
  }

  /** Whether a pass after the rounds finds out why variants differ, unless the user decides. */
  public boolean isExplained() {
    return this == DEFAULT || this == FULL;
  }

  /** The shortest usual window. */
  public Duration leastWindow() {
    return Duration.ofMillis(isExplained() ? 700 : 500);
  }

  /** How long each size of the pool is warmed up with each of the loads that try it. */
  public Duration sweepWarmUp() {
    return Duration.ofMillis(this == FULL ? 4_000 : 1_400);
  }

  /** How long the generator is used in each way before anything counts. */
  public Duration generatorWarmUp() {
    return Duration.ofMillis(Math.min(2_000, 200L * maxWarmUpSeconds));
  }

  /** Whether each round measures one variant twice, to see how far A is from A. */
  public boolean isRepeated() {
    return this == DEFAULT || this == FULL;
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
