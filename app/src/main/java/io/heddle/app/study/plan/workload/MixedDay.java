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

/** Many kinds of requests at once, as on a usual day. */
final class MixedDay {
  private static final Duration LEAD = Duration.ofMillis(200);

  private MixedDay() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "mixed",
        "A mixed day",
        "How many requests can be answered when all kinds come at once?",
        "clients",
        "",
        Figure.THROUGHPUT,
        profile.choose(List.of(256), List.of(256), List.of(256, 1000)).stream()
            .map(MixedDay::at)
            .toList());
  }

  private static Setting at(int clients) {
    return Setting.of(
        new Point("clients=" + clients, clients, ""),
        Load.closed(
                clients,
                RequestKind.get("/plaintext").withWeight(300),
                RequestKind.get("/json").withWeight(200),
                RequestKind.get("/file-1k.bin").withWeight(100),
                RequestKind.get("/file-64k.bin").withWeight(30),
                RequestKind.get("/work?wait=2ms&cpu=50us&bytes=2048").withWeight(200),
                RequestKind.get("/work?wait=20ms&cpu=200us&bytes=8192").withWeight(80),
                RequestKind.get("/work?wait=100ms&cpu=1000us&bytes=32768").withWeight(10),
                RequestKind.post("/work?wait=5ms&cpu=100us&bytes=256", 4096).withWeight(70),
                RequestKind.post("/work?wait=5ms&bytes=256", 131_072).withWeight(10))
            .withLeast(LEAD, Duration.ofMillis(2L * clients)));
  }
}
