package io.heddle.gatling.report;

import java.util.List;

/** An entry of a log, after its header. Times are milliseconds since the run began. */
public sealed interface Entry {
  /**
   * One request and its result.
   *
   * @param groups the names of its groups, the outermost first
   * @param ok whether all checks passed
   * @param message why not; empty if they passed
   */
  record Request(
      List<String> groups, String name, int startMillis, int endMillis, boolean ok, String message)
      implements Entry {
    public Request {
      groups = List.copyOf(groups);
    }

    /** How long it took; 0 if the clock was set back meanwhile. */
    int tookMillis() {
      return Math.clamp((long) endMillis - startMillis, 0, Integer.MAX_VALUE);
    }
  }

  /** A virtual user who arrives or leaves. */
  record User(String scenario, boolean comes, int millis) implements Entry {}

  /** One pass through a group. */
  record Group(List<String> groups, int startMillis, int endMillis, int requestsMillis, boolean ok)
      implements Entry {
    public Group {
      groups = List.copyOf(groups);
    }
  }

  /** An error in the simulation itself, such as a request that could not be built. */
  record Fault(String message, int millis) implements Entry {}
}
