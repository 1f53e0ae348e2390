package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why variants differ, as far as the study has found out.
 *
 * @param extremes where each variant is furthest behind and ahead; empty if nothing is recorded
 * @param reasons one for each point that was recorded and has a difference that is shown
 * @param unexplained the points that were recorded without such a difference, as titles
 * @param gaps what is missing, as sentences
 */
record Why(
    List<WorstAndBest> extremes,
    List<Reason> reasons,
    List<String> unexplained,
    List<CallTable> tables,
    List<String> gaps,
    List<Recording> recordings,
    List<SystemCalls> calls) {
  static Why of(Results results, Evidence evidence) throws IOException {
    List<Recording> recordings = evidence.recordings();
    List<SystemCalls> calls = evidence.calls();
    List<Standing> standings = Standing.of(results);
    List<Reason> reasons = new ArrayList<>();
    List<String> unexplained = new ArrayList<>();
    for (List<Recording> each : byPoint(recordings)) {
      Reason.of(results, each, standings)
          .ifPresentOrElse(reasons::add, () -> unexplained.add(title(results, each.getFirst())));
    }
    return new Why(
        extremes(results, standings, recordings, calls),
        reasons,
        unexplained,
        CallTable.all(results.study(), calls),
        evidence.gaps(),
        recordings,
        calls);
  }

  private static Collection<List<Recording>> byPoint(List<Recording> recordings) {
    Map<List<String>, List<Recording>> byPoint = new LinkedHashMap<>();
    for (Recording recording : recordings) {
      Place place = recording.place();
      byPoint
          .computeIfAbsent(List.of(place.workload(), place.point()), _ -> new ArrayList<>())
          .add(recording);
    }
    return byPoint.values();
  }

  private static String title(Results results, Recording recording) {
    Place place = recording.place();
    return PointTitle.of(results.study(), place.workload(), place.point());
  }

  private static List<WorstAndBest> extremes(
      Results results,
      List<Standing> standings,
      List<Recording> recordings,
      List<SystemCalls> calls) {
    if (recordings.isEmpty()) return List.of();
    Set<Place> recorded = recordings.stream().map(Recording::place).collect(Collectors.toSet());
    return WorstAndBest.all(results.study(), standings, recorded, calls);
  }

  boolean hasRecordings() {
    return !recordings.isEmpty();
  }

  boolean isEmpty() {
    return recordings.isEmpty() && tables.isEmpty() && gaps.isEmpty();
  }

  boolean hasReasons() {
    return !reasons.isEmpty();
  }

  boolean hasExtremes() {
    return !extremes.isEmpty();
  }

  /**
   * A sentence about the points that were recorded without such a difference; empty if none were.
   */
  String notShown() {
    return unexplained.isEmpty()
        ? ""
        : "Also recorded, but no difference is shown there: "
            + String.join("; ", unexplained)
            + ".";
  }

  boolean hasTables() {
    return !tables.isEmpty();
  }
}
