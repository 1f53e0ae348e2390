package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/**
 * Latency at rates that are the same for every variant. The highest ones are more than one
 * processor can take, so that the curve of throughput can show its knee.
 */
final class EqualRates {
  private EqualRates() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "rate",
        "Latency at equal rates",
        "How long do clients wait when every server gets the same rate of requests?",
        "offered load",
        "/s",
        Figure.LATENCY_P99,
        profile
            .choose(
                List.of(4000), List.of(1000, 4000), List.of(1000, 4000, 6000, 8000, 10_000, 12_000))
            .stream()
            .map(EqualRates::at)
            .toList());
  }

  private static Setting at(int rate) {
    return Setting.of(
        new Point("rate=" + rate + "/s", rate, "/s"),
        Load.open(new Load.Pace.Rate(rate), 64, RequestKind.get(Latency.WORK)));
  }
}
