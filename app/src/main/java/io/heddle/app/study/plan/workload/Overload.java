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

/** More requests than a server can answer. */
final class Overload {
  private Overload() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "overload",
        "Overload",
        "What remains of the service when clients ask for more than the server can do?",
        "load",
        "%",
        Figure.GOODPUT,
        profile.choose(List.of(150), List.of(150), List.of(150, 1000)).stream()
            .map(Overload::at)
            .toList());
  }

  /** Ten times the peak is what a burst is like: clients that all come at once. */
  private static Setting at(int percent) {
    Load load =
        Load.open(
                new Load.Pace.ShareOfPeak(percent / 100.0),
                1000,
                RequestKind.get("/work?cpu=500us&bytes=1024"))
            .withTimeout(Duration.ofSeconds(1));
    return new Setting(
        new Point("load=" + percent + "%", percent, "%"), new Measurement.Overload(load), Jvm.OWN);
  }
}
