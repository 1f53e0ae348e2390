package io.heddle.engine;

import io.heddle.connection.Phase;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many connections are in each phase, counted anew whenever an engine looks at their deadlines:
 * so it costs the connections nothing, and is as old as that. One thread counts; any may read.
 */
public final class Census {
  private Map<Phase, Integer> counting = new EnumMap<>(Phase.class);
  private volatile Map<Phase, Integer> counted = counting;

  /** A count of none. */
  public Census() {
    Arrays.stream(Phase.values()).forEach(phase -> counting.put(phase, 0));
  }

  /** Begins to count anew. */
  public void begin() {
    counting = new EnumMap<>(counting);
    counting.replaceAll((phase, count) -> 0);
  }

  /** Counts one. */
  public void count(Phase phase) {
    counting.merge(phase, 1, Integer::sum);
  }

  /** Publishes what has been counted. */
  public void end() {
    counted = counting;
  }

  /** How many were in this phase when last counted. Any thread may ask. */
  public int of(Phase phase) {
    return counted.getOrDefault(phase, 0);
  }
}
