package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** The cost of a request that does nothing, from one connection to thousands. */
final class TinyRequests {
  private TinyRequests() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "tiny",
        "Tiny requests",
        "How many requests that do nothing can one server answer?",
        "connections",
        "",
        Figure.THROUGHPUT,
        profile.choose(List.of(64), List.of(64), List.of(1, 64, 1000, 10000)).stream()
            .map(TinyRequests::at)
            .toList());
  }

  private static Setting at(int connections) {
    return Setting.of(
        new Point("connections=" + connections, connections, ""),
        Load.closed(connections, RequestKind.get("/plaintext")));
  }
}
