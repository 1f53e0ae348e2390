package io.heddle.gatling.report;

import java.util.List;

/** What a log says after its header. Times are milliseconds since the run began. */
public sealed interface Entry {
  /**
   * One request and what became of it.
   *
   * @param groups names of the groups around it, the outermost first
   * @param ok whether every check held
   * @param message why not, empty if they did
   */
  record Request(
      List<String> groups, String name, int startMillis, int endMillis, boolean ok, String message)
      implements Entry {
    public Request {
      groups = List.copyOf(groups);
    }

    /** How long it took; the clock may have been set back meanwhile, and then it is 0. */
    int tookMillis() {
      return Math.clamp((long) endMillis - startMillis, 0, Integer.MAX_VALUE);
    }
  }

  /** A virtual user who comes or goes. */
  record User(String scenario, boolean comes, int millis) implements Entry {}

  /** One way through a group. */
  record Group(List<String> groups, int startMillis, int endMillis, int requestsMillis, boolean ok)
      implements Entry {
    public Group {
      groups = List.copyOf(groups);
    }
  }

  /** What went wrong in the simulation itself, such as a request that could not be built. */
  record Fault(String message, int millis) implements Entry {}
}
