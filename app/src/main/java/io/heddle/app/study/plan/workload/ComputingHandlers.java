package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Handlers that compute: the more they do, the less the model matters, or the order reverses. */
final class ComputingHandlers {
  /** Few, so that even with 10 ms each client has many turns while it is measured. */
  private static final int CLIENTS = 16;

  /** How many requests of every client one processor has time for, at least. */
  private static final int TURNS = 4;

  private ComputingHandlers() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "compute",
        "Handlers that compute",
        "How much computing does it take until the model no longer matters, or the order reverses?",
        "CPU time of a handler",
        "ms",
        Figure.THROUGHPUT,
        profile
            .choose(
                List.of(1000),
                List.of(100, 1000, 10000),
                List.of(0, 30, 100, 300, 1000, 3000, 10000))
            .stream()
            .map(ComputingHandlers::at)
            .toList());
  }

  private static Setting at(int micros) {
    double millis = micros / 1_000.0;
    Duration least = Duration.of((long) TURNS * CLIENTS * micros, ChronoUnit.MICROS);
    String x = millis == Math.rint(millis) ? Long.toString((long) millis) : Double.toString(millis);
    return Setting.of(
        new Point("cpu=" + x + "ms", millis, "ms"),
        Load.closed(CLIENTS, RequestKind.get("/work?cpu=" + micros + "us&bytes=128"))
            .withLeast(least));
  }
}
