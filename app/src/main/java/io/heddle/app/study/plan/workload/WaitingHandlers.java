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

/** Handlers that wait for another system, such as a database. */
final class WaitingHandlers {
  private WaitingHandlers() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "wait",
        "Handlers that wait",
        "How many requests can be in flight when every handler waits for another system?",
        "connections",
        "",
        Figure.THROUGHPUT,
        profile.choose(
            List.of(at(10, 1000)),
            List.of(at(10, 1000)),
            List.of(at(1, 64), at(10, 256), at(10, 1000), at(100, 1000), at(100, 4000))));
  }

  private static Setting at(int millis, int connections) {
    Load load = Load.closed(connections, RequestKind.get("/work?wait=" + millis + "ms&bytes=1024"));
    return Setting.of(
        new Point("wait=%dms connections=%d".formatted(millis, connections), connections, ""),
        load.withLeast(least(millis, connections)));
  }

  /** As long as 128 threads need to give every client four responses. */
  private static Duration least(int millis, int connections) {
    return Duration.ofMillis(4L * connections / 128 * millis);
  }
}
