package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** The memory of connections that do nothing. */
final class IdleConnections {
  private IdleConnections() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "idle",
        "Idle connections",
        "How much memory does an idle connection need?",
        "connections",
        "",
        Figure.RSS,
        profile.choose(
            List.of(at(2000, true)),
            List.of(at(2000, true)),
            List.of(at(2000, false), at(2000, true), at(10000, false), at(10000, true))));
  }

  private static Setting at(int connections, boolean areUsed) {
    String state = areUsed ? "after-use" : "cold";
    return new Setting(
        new Point("connections=%d state=%s".formatted(connections, state), connections, ""),
        new Measurement.Idle(connections, areUsed),
        Jvm.OWN);
  }
}
