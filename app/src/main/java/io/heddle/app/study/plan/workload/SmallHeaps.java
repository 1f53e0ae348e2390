package io.heddle.app.study.plan.workload;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.time.Duration;
import java.util.List;

/** Heaps that are hardly large enough. */
final class SmallHeaps {
  private static final Duration WINDOW = Duration.ofMillis(1_500);

  private SmallHeaps() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "heap",
        "Small heaps",
        "How much heap does each model need?",
        "heap",
        "MiB",
        Figure.THROUGHPUT,
        profile.choose(List.of(64), List.of(64), List.of(32, 64, 128, 1024)).stream()
            .map(SmallHeaps::at)
            .toList());
  }

  private static Setting at(int mib) {
    return Setting.of(
            new Point("heap=" + mib + "MiB", mib, "MiB"),
            Load.closed(1000, RequestKind.post("/work?wait=10ms&bytes=8192", 8192))
                .withLeast(WINDOW))
        .in(Jvm.withHeap(mib + "m"));
  }
}
