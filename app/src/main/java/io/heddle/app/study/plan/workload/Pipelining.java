package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** Clients that send requests before they have the responses to earlier ones. */
final class Pipelining {
  private Pipelining() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "pipelining",
        "Pipelining",
        "What is gained when clients do not wait for a response before the next request?",
        "requests in flight on a connection",
        "",
        Figure.THROUGHPUT,
        profile.choose(List.of(16), List.of(16), List.of(1, 4, 16)).stream()
            .map(Pipelining::at)
            .toList());
  }

  private static Setting at(int depth) {
    return Setting.of(
        new Point("pipeline=" + depth, depth, ""),
        Load.closed(32, RequestKind.get("/plaintext")).withPipeline(depth));
  }
}
