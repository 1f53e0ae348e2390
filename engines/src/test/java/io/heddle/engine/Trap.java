package io.heddle.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Actions to run at certain moments on the server's own threads: an observer that throws, or a race
 * between two threads. Thread-safe.
 */
final class Trap {
  private final Map<Moment, Runnable> actions = new ConcurrentHashMap<>();

  /** Runs the action whenever the moment comes, until {@link #clear}. */
  void at(Moment moment, Runnable action) {
    actions.put(moment, action);
  }

  /** Runs the action the next time the moment comes, and not again. */
  void once(Moment moment, Runnable action) {
    at(
        moment,
        () -> {
          if (actions.remove(moment) != null) {
            action.run();
          }
        });
  }

  /** Makes the observer throw whenever the moment comes. */
  void failAt(Moment moment, boolean byError) {
    at(
        moment,
        () -> {
          if (byError) {
            throw new AssertionError("the observer fails on purpose, " + moment);
          }
          throw new IllegalStateException("the observer fails on purpose, " + moment);
        });
  }

  void clear() {
    actions.clear();
  }

  /** Reports that the moment has come. */
  void reach(Moment moment) {
    Runnable action = actions.get(moment);
    if (action != null) {
      action.run();
    }
  }
}
