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
import java.time.Duration;
import java.util.List;

/** More requests than a server can answer, for some time. */
final class Overload {
  private static final int CONNECTIONS = 1000;

  /** What clients ask for before and after that, which a server can do. */
  private static final double REST = 0.5;

  private Overload() {}

  static Scenario of(Profile profile) {
    Setting sustained = at(150, Duration.ofSeconds(3), Duration.ofSeconds(5));
    Setting burst = at(1000, Duration.ofSeconds(1), Duration.ofSeconds(8));
    return new Scenario(
        "overload",
        "Overload",
        "What remains of the service when clients ask for more than the server can do, and how soon"
            + " does it recover?",
        "load",
        "%",
        Figure.GOODPUT,
        profile.choose(List.of(sustained), List.of(sustained, burst), List.of(sustained, burst)));
  }

  /**
   * A surge.
   *
   * @param after how long a server has to recover
   */
  private static Setting at(int percent, Duration length, Duration after) {
    Load load =
        Load.open(
                new Load.Pace.Surge(percent / 100.0, REST, after),
                CONNECTIONS,
                RequestKind.get("/work?cpu=500us&bytes=1024"))
            .withTimeout(Duration.ofSeconds(1));
    String name = "load=%d%% for=%ds".formatted(percent, length.toSeconds());
    return new Setting(
        new Point(name, percent, "%"), new Measurement.Overload(load, length), Jvm.OWN);
  }
}
