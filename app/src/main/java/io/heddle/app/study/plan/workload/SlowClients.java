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

/** Clients that read or write slowly, and others that do not. */
final class SlowClients {
  private SlowClients() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "slow",
        "Slow clients",
        "How slow do others become while clients read or write slowly?",
        "slow clients",
        "",
        Figure.BYSTANDER_P99,
        profile.choose(
            List.of(writers(100)),
            List.of(readers(50), writers(100)),
            List.of(readers(50), readers(100), writers(100), writers(400))));
  }

  private static final int SHORT = 1000;

  /** Enough short requests for a p99. */
  private static final Duration WINDOW = Duration.ofMillis(1_300);

  /** As many clients as a point names begin to be slow in this time, before it is measured. */
  private static final int SECONDS = 2;

  /**
   * Responses of 8 MiB, read at 128 KiB/s, longer than the load lasts. Linux takes up to 4 MiB of a
   * response before the server notices that nobody reads it.
   */
  private static Setting readers(int clients) {
    return at("readers", clients, RequestKind.get("/bytes?n=8388608").slow(1 << 17, 0));
  }

  /** Requests of 64 KiB, written in two seconds, to a handler that reads them. */
  private static Setting writers(int clients) {
    return at("writers", clients, RequestKind.post("/work?bytes=128", 1 << 16).slow(0, 1 << 15));
  }

  private static Setting at(String kind, int clients, RequestKind slow) {
    int perSecond = clients / SECONDS;
    Load load =
        Load.open(
            new Load.Pace.Rate(SHORT + perSecond),
            3 * clients + 128,
            RequestKind.get("/work?bytes=128").withWeight(SHORT).labelled(RequestKind.BYSTANDER),
            slow.withWeight(perSecond).unmeasured());
    return Setting.of(
        new Point(kind + "=" + clients, clients, ""),
        load.withLeast(Duration.ofSeconds(SECONDS), WINDOW));
  }
}
