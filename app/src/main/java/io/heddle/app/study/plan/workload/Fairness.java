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

/** Short requests among handlers that keep a processor for long. */
final class Fairness {
  private Fairness() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "fairness",
        "Fairness",
        "How slow do short requests become when other handlers compute for 10 ms?",
        "long requests",
        "/s",
        Figure.BYSTANDER_P99,
        profile.choose(List.of(30), List.of(30), List.of(0, 10, 30, 70)).stream()
            .map(Fairness::at)
            .toList());
  }

  private static final int SHORT = 2000;

  private static final Duration LEAD = Duration.ofMillis(200);

  /** Enough short requests for a p99. */
  private static final Duration WINDOW = Duration.ofMillis(600);

  /** The long ones ask for up to 70 % of a processor. */
  private static Setting at(int hogs) {
    RequestKind brief =
        RequestKind.get("/plaintext").withWeight(SHORT).labelled(RequestKind.BYSTANDER);
    RequestKind[] requests =
        hogs == 0
            ? new RequestKind[] {brief}
            : new RequestKind[] {
              brief, RequestKind.get("/work?cpu=10000us").withWeight(hogs).unmeasured()
            };
    return Setting.of(
        new Point("long=" + hogs + "/s", hogs, "/s"),
        Load.open(new Load.Pace.Rate(SHORT + hogs), 256, requests).withLeast(LEAD, WINDOW));
  }
}
