package io.heddle.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test wants to happen at certain moments, on the server's own thread: a fault of the
 * observer's, or something that two threads do at just that time. Any thread may use it.
 */
final class Trap {
  private final Map<Moment, Runnable> actions = new ConcurrentHashMap<>();

  /** Has this run whenever the moment comes, until {@link #clear}. */
  void at(Moment moment, Runnable action) {
    actions.put(moment, action);
  }

  /** Has this run the next time that the moment comes, and not again. */
  void once(Moment moment, Runnable action) {
    at(
        moment,
        () -> {
          if (actions.remove(moment) != null) {
            action.run();
          }
        });
  }

  /** Has the observer throw whenever the moment comes. */
  void failAt(Moment moment, boolean byError) {
    at(
        moment,
        () -> {
          if (byError) {
            throw new AssertionError("a fault of the test's observer, " + moment);
          }
          throw new IllegalStateException("a fault of the test's observer, " + moment);
        });
  }

  void clear() {
    actions.clear();
  }

  /** Says that the moment has come. */
  void reach(Moment moment) {
    Runnable action = actions.get(moment);
    if (action != null) {
      action.run();
    }
  }
}
