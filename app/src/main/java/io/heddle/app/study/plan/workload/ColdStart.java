package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** A new process, from its start to its first answer and to its full speed. */
final class ColdStart {
  private ColdStart() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "start",
        "Cold start",
        "When does a new process give its first answer, and when is it as fast as it gets?",
        "connections",
        "",
        Figure.FIRST_ANSWER_SECONDS,
        profile.choose(List.of(64), List.of(64), List.of(64)).stream().map(ColdStart::at).toList());
  }

  private static Setting at(int connections) {
    return new Setting(
        new Point("connections=" + connections, connections, ""),
        new Measurement.ColdStart(Load.closed(connections, RequestKind.get("/plaintext"))),
        Jvm.OWN);
  }
}
