package io.heddle.engine;

import io.heddle.connection.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many connections are in each phase, counted whenever an engine looks at their deadlines: so
 * it costs the connections nothing, and is as old as that. One thread counts; any may read.
 */
public final class PhaseCount {
  private Map<Phase, int[]> counting = none();
  private volatile Map<Phase, int[]> counted = counting;

  /** A count of none. */
  public PhaseCount() {}

  private static Map<Phase, int[]> none() {
    Map<Phase, int[]> none = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      none.put(phase, new int[1]);
    }
    return none;
  }

  /** Begins with a new count. */
  public void begin() {
    counting = none();
  }

  /** Counts one. */
  public void count(Phase phase) {
    at(counting, phase)[0]++;
  }

  /** Publishes what has been counted. */
  public void end() {
    counted = counting;
  }

  /** How many were in this phase when last counted. Any thread may ask. */
  public int of(Phase phase) {
    return at(counted, phase)[0];
  }

  private static int[] at(Map<Phase, int[]> counts, Phase phase) {
    return Objects.requireNonNull(counts.get(phase));
  }
}
