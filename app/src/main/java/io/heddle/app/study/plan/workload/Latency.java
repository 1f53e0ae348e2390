package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** Latency below the peak, where servers should run. */
final class Latency {
  private Latency() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "latency",
        "Latency at a share of each server's peak",
        "How long do clients wait when each server runs at the same share of its own peak?",
        "load",
        "%",
        Figure.LATENCY_P99,
        profile.choose(List.of(70), List.of(70), List.of(50, 70, 90, 95)).stream()
            .map(Latency::at)
            .toList());
  }

  private static Setting at(int percent) {
    return Setting.of(
        new Point("load=" + percent + "%", percent, "%"),
        Load.open(new Load.Pace.ShareOfPeak(percent / 100.0), 64, RequestKind.get(WORK)));
  }

  /** Enough work that the server reaches its peak long before the generator does. */
  static final String WORK = "/work?cpu=100us&bytes=1024";
}
