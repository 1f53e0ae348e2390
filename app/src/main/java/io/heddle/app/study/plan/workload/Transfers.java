package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.util.List;

/** Files and bodies, down and up. */
final class Transfers {
  private Transfers() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "transfer",
        "Files and bodies",
        "How many files and bodies of each size can be sent and received?",
        "size",
        "KiB",
        Figure.THROUGHPUT,
        profile.choose(
            List.of(down(64)),
            List.of(down(64), up(64)),
            List.of(
                down(1),
                down(64),
                down(1024),
                down(102_400),
                up(1),
                up(64),
                up(1024),
                up(102_400))));
  }

  private static Setting down(int kib) {
    return at("download", kib, RequestKind.get(FILES + kib + "k.bin"));
  }

  private static Setting up(int kib) {
    return at("upload", kib, RequestKind.post("/work?bytes=16", kib * 1024L));
  }

  private static Setting at(String way, int kib, RequestKind request) {
    int connections = kib > 10_000 ? 2 : 16;
    return Setting.of(
        new Point("size=%dKiB way=%s".formatted(kib, way), kib, "KiB"),
        Load.closed(connections, request));
  }

  /** The start of the files' paths; the rest is their size. */
  private static final String FILES = "/file-";
}
