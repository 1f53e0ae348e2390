package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.time.Duration;
import java.util.List;

/** The cost of a request that does nothing, from one connection to thousands. */
final class TinyRequests {
  /** With so many, a short window would not give each of them a few responses. */
  private static final int MANY = 10_000;

  private static final Duration LEAD = Duration.ofSeconds(1);
  private static final Duration WINDOW = Duration.ofSeconds(2);

  private TinyRequests() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "tiny",
        "Tiny requests",
        "How many requests that do nothing can one server answer?",
        "connections",
        "",
        Figure.THROUGHPUT,
        profile.choose(List.of(64), List.of(64), List.of(1, 8, 64, 1000, 10000)).stream()
            .map(TinyRequests::at)
            .toList());
  }

  private static Setting at(int connections) {
    Load load = Load.closed(connections, RequestKind.get("/plaintext"));
    return Setting.of(
        new Point("connections=" + connections, connections, ""),
        connections < MANY ? load : load.withLeast(LEAD, WINDOW));
  }
}
