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

/** Files and bodies, down and up. */
final class Transfers {
  private Transfers() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "transfer",
        "Files and bodies",
        "How much CPU time does it take to send or receive a file or body of each size?",
        "size",
        "KiB",
        Figure.CPU_PER_REQUEST,
        profile.choose(
            List.of(down(64, Flow.MEDIUM)),
            List.of(down(64, Flow.MEDIUM), up(64, Flow.MEDIUM)),
            List.of(
                down(1, Flow.SMALL),
                down(64, Flow.MEDIUM),
                down(1024, Flow.LARGE),
                down(102_400, Flow.HUGE),
                up(1, Flow.SMALL),
                up(64, Flow.MEDIUM),
                up(1024, Flow.LARGE),
                up(102_400, Flow.HUGE))));
  }

  /**
   * How often a body is sent, and for how long that is measured. At these rates neither a server
   * nor the generator is near its limit: to receive a large download costs more than to send it.
   * CPU time is counted in ticks of 10 ms, of which there must be many.
   */
  private enum Flow {
    SMALL(4_000, 1_500),
    MEDIUM(2_000, 1_500),
    LARGE(100, 3_000),
    HUGE(2, 3_000);

    private final double perSecond;
    private final Duration window;

    Flow(double perSecond, int windowMillis) {
      this.perSecond = perSecond;
      this.window = Duration.ofMillis(windowMillis);
    }

    Load of(RequestKind request) {
      return Load.open(new Load.Pace.Rate(perSecond), CONNECTIONS, request).withLeast(window);
    }
  }

  private static final int CONNECTIONS = 16;

  private static Setting down(int kib, Flow flow) {
    return at("download", kib, flow.of(RequestKind.get(FILES + kib + "k.bin")));
  }

  private static Setting up(int kib, Flow flow) {
    return at("upload", kib, flow.of(RequestKind.post("/work?bytes=16", kib * 1024L)));
  }

  private static Setting at(String way, int kib, Load load) {
    return Setting.of(new Point("size=%dKiB way=%s".formatted(kib, way), kib, "KiB"), load);
  }

  /** The start of the files' paths; the rest is their size. */
  private static final String FILES = "/file-";
}
