package io.heddle.engine;

import io.heddle.connection.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The number of connections in each phase, counted whenever an engine checks their deadlines. So
 * the count costs the connections nothing, and is as old as the last check. One thread counts; any
 * thread may read.
 */
public final class PhaseCount {
  private Map<Phase, int[]> counting = none();
  private volatile Map<Phase, int[]> counted = counting;

  /** A count of zero. */
  public PhaseCount() {}

  private static Map<Phase, int[]> none() {
    Map<Phase, int[]> none = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      none.put(phase, new int[1]);
    }
    return none;
  }

  /** Begins a new count. */
  public void begin() {
    counting = none();
  }

  /** Counts one connection. */
  public void count(Phase phase) {
    at(counting, phase)[0]++;
  }

  /** Publishes the count. */
  public void end() {
    counted = counting;
  }

  /** How many connections were in this phase at the last count. Any thread may call this. */
  public int of(Phase phase) {
    return at(counted, phase)[0];
  }

  private static int[] at(Map<Phase, int[]> counts, Phase phase) {
    return Objects.requireNonNull(counts.get(phase));
  }
}
