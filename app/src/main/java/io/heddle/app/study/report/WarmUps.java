package io.heddle.app.study.report;

import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.WarmUp;
import java.util.List;
import java.util.Optional;

/** What the warm-ups say about the state of the servers that were measured. */
final class WarmUps {
  private WarmUps() {}

  /**
   * The warm-up of a server.
   *
   * @param point what the server is for
   * @param first the share of the compilers in the first cycle
   * @param last that in the last one
   * @param change of the CPU time per request in the last cycle
   */
  record Row(
      String variant,
      String point,
      int round,
      int cycles,
      String seconds,
      String first,
      String last,
      String change,
      String end) {}

  private static List<WarmUp> unstable(Study study) {
    return study.warmUps().stream().filter(warmUp -> !warmUp.isStable()).toList();
  }

  /** A warning if servers were measured too early. */
  static Optional<String> warning(Study study) {
    int count = unstable(study).size();
    if (count == 0) return Optional.empty();
    return Optional.of(
        "%d of %s ended at the bound, before the server was stable."
            .formatted(count, Count.of(study.warmUps().size(), "warm-up")));
  }

  /** What the servers were like when they were measured. */
  static String state(Study study) {
    if (study.warmUps().isEmpty()) return "No warm-up was recorded.";
    return warning(study)
        .map(warning -> warning + " What was measured there is partly the warm-up.")
        .orElse(
            "All of the %s ended because the server was stable."
                .formatted(Count.of(study.warmUps().size(), "warm-up")));
  }

  static List<Row> rows(Study study) {
    return study.warmUps().stream()
        .filter(warmUp -> !warmUp.cycles().isEmpty())
        .map(WarmUps::row)
        .toList();
  }

  private static Row row(WarmUp warmUp) {
    WarmUp.Cycle last = warmUp.cycles().getLast();
    Double ratio = last.costRatio();
    return new Row(
        warmUp.variant(),
        warmUp.point() == null ? "all shared points" : warmUp.point(),
        warmUp.round(),
        warmUp.cycles().size(),
        Quantity.of(Unit.SECONDS, warmUp.seconds()),
        Quantity.of(Unit.SHARE, warmUp.cycles().getFirst().compilerShare()),
        Quantity.of(Unit.SHARE, last.compilerShare()),
        ratio == null ? "unknown" : Quantity.ratio(ratio),
        warmUp.isStable() ? "stable" : "at the bound");
  }
}
