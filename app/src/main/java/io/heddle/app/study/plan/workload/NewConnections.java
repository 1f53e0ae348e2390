package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** Clients that do not keep their connections. */
final class NewConnections {
  private NewConnections() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "churn",
        "New connections",
        "What does it cost when clients connect again after one request, or after ten?",
        "requests per connection",
        "",
        Figure.THROUGHPUT,
        profile.choose(List.of(1), List.of(1), List.of(1, 10, 100)).stream()
            .map(NewConnections::at)
            .toList());
  }

  private static Setting at(int requests) {
    return Setting.of(
        new Point("requests=" + requests, requests, ""),
        Load.closed(32, RequestKind.get("/plaintext")).withRequestsPerConnection(requests));
  }
}
