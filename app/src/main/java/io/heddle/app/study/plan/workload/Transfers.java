package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import io.heddle.app.study.plan.Timing;
import java.time.Duration;
import java.util.List;

/** Files and bodies, down and up. */
final class Transfers {
  private Transfers() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "transfer",
        "Files and bodies",
        "How much processor time does a file or a body of each size take?",
        "size",
        "KiB",
        Figure.CPU_PER_REQUEST,
        profile.choose(
            List.of(down(64, MEDIUM)),
            List.of(down(64, MEDIUM), up(64, MEDIUM)),
            List.of(
                down(1, SMALL),
                down(64, MEDIUM),
                down(1024, LARGE),
                down(102_400, HUGE),
                up(1, SMALL),
                up(64, MEDIUM),
                up(1024, LARGE),
                up(102_400, HUGE))));
  }

  /*
   * Rates at which neither a server nor the generator is near its limit: to take in a large
   * download costs more than to send it.
   */
  private static final double SMALL = 4_000;
  private static final double MEDIUM = 2_000;
  private static final double LARGE = 100;
  private static final double HUGE = 2;

  /** At a low rate, processor time is measured exactly enough in this time. */
  private static final Timing LEAST = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private static final int CONNECTIONS = 16;

  private static Setting down(int kib, double rate) {
    return at("download", kib, rate, RequestKind.get(FILES + kib + "k.bin"));
  }

  private static Setting up(int kib, double rate) {
    return at("upload", kib, rate, RequestKind.post("/work?bytes=16", kib * 1024L));
  }

  private static Setting at(String way, int kib, double rate, RequestKind request) {
    Load load = Load.open(new Load.Pace.Rate(rate), CONNECTIONS, request);
    return Setting.of(
        new Point("size=%dKiB way=%s".formatted(kib, way), kib, "KiB"),
        rate > LARGE ? load : load.withLeast(LEAST));
  }

  /** The start of the files' paths; the rest is their size. */
  private static final String FILES = "/file-";
}
