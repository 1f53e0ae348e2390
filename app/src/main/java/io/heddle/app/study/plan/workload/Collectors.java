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

/** The same load with each garbage collector. */
final class Collectors {
  /** Long enough for several collections. */
  private static final Duration WINDOW = Duration.ofMillis(1_500);

  private Collectors() {}

  static Scenario of(Profile profile) {
    return new Scenario(
        "collector",
        "Garbage collectors",
        "Which model suits which garbage collector?",
        "collector",
        "",
        Figure.THROUGHPUT,
        profile
            .choose(
                List.of("serial"),
                List.of("serial", "g1"),
                List.of("serial", "parallel", "g1", "z", "shenandoah"))
            .stream()
            .map(Collectors::at)
            .toList());
  }

  private static final List<String> ORDER = List.of("serial", "parallel", "g1", "z", "shenandoah");

  private static Setting at(String collector) {
    return Setting.of(
            new Point("gc=" + collector, ORDER.indexOf(collector) + 1, ""),
            Load.closed(256, RequestKind.get("/work?wait=1ms&bytes=8192")).withLeast(WINDOW))
        .in(Jvm.withCollector(collector));
  }
}
