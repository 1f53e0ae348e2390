package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.SystemCalls;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a variant is furthest behind the best of the others and furthest ahead of it, and whether
 * that was recorded.
 */
record WorstAndBest(String variant, String worst, String best) {
  /**
   * One for each variant; empty if the study shows no differences.
   *
   * @param standings at all points, also at those that were not recorded
   * @param calls that were counted
   */
  static List<WorstAndBest> all(
      Study study, List<Standing> standings, Set<Place> recorded, List<SystemCalls> calls) {
    if (standings.stream().noneMatch(Standing::isShown)) return List.of();
    return study.variants().stream().map(v -> of(study, v, standings, recorded, calls)).toList();
  }

  private static WorstAndBest of(
      Study study,
      Variant variant,
      List<Standing> standings,
      Set<Place> recorded,
      List<SystemCalls> calls) {
    Optional<Standing> worst = Standing.worst(standings, variant).filter(Standing::isBehind);
    Optional<Standing> best = Standing.best(standings, variant).filter(Standing::isAhead);
    return new WorstAndBest(
        variant.title(),
        worst
            .map(s -> text(study, s, recorded, calls))
            .orElse("Not shown to be behind at any point."),
        best.map(s -> text(study, s, recorded, calls))
            .orElse("Not shown to be ahead of all others at any point."));
  }

  private static String text(
      Study study, Standing standing, Set<Place> recorded, List<SystemCalls> calls) {
    Place place = standing.place();
    return "%s: %s. %s%s"
        .formatted(
            PointTitle.of(study, place.workload(), place.point()),
            ReasonText.claim(standing),
            recording(standing, recorded),
            calls(standing, calls));
  }

  private static String recording(Standing standing, Set<Place> recorded) {
    if (!recorded.contains(standing.place())) return "Not recorded.";
    return recorded.contains(standing.rivalPlace())
        ? "Recorded."
        : "Recorded, but not with %s.".formatted(standing.rival().title());
  }

  /** Often the reason if connections are new; empty if they were not counted there. */
  private static String calls(Standing standing, List<SystemCalls> calls) {
    Optional<String> here = perRequest(calls, standing.place());
    Optional<String> rival = perRequest(calls, standing.rivalPlace());
    if (here.isEmpty() || rival.isEmpty()) return "";
    return " System calls per request: %s, and %s on %s."
        .formatted(here.get(), rival.get(), standing.rival().title());
  }

  private static Optional<String> perRequest(List<SystemCalls> calls, Place place) {
    return calls.stream()
        .filter(each -> each.place().equals(place))
        .map(each -> Quantity.rough(Unit.COUNT, each.perRequest()))
        .findFirst();
  }
}
