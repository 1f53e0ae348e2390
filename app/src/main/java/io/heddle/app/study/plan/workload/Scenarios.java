package io.heddle.app.study.plan.workload;

import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import java.util.List;
import java.util.Set;

/** All workloads, in the order of the report. To add one, add a line here. */
public final class Scenarios {
  /** What the shorter profiles measure. */
  private static final Set<String> QUICK = Set.of("tiny", "wait", "compute");

  private static final Set<String> DEFAULT =
      Set.of("tiny", "latency", "idle", "wait", "compute", "fairness", "mixed");

  private Scenarios() {}

  /** Every workload with the points of a profile. */
  public static List<Scenario> all(Profile profile) {
    return List.of(
        TinyRequests.of(profile),
        Latency.of(profile),
        EqualRates.of(profile),
        Pipelining.of(profile),
        NewConnections.of(profile),
        IdleConnections.of(profile),
        WaitingHandlers.of(profile),
        ComputingHandlers.of(profile),
        Fairness.of(profile),
        Overload.of(profile),
        SlowClients.of(profile),
        Transfers.of(profile),
        SmallHeaps.of(profile),
        Collectors.of(profile),
        MixedDay.of(profile),
        ColdStart.of(profile));
  }

  /** Whether a profile measures a workload unless the user names others. */
  public static boolean isUsual(Profile profile, String name) {
    return switch (profile) {
      case SMOKE -> name.equals("tiny");
      case QUICK -> QUICK.contains(name);
      case DEFAULT -> DEFAULT.contains(name);
      case FULL -> true;
    };
  }
}
