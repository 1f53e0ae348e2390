package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.SystemCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why variants differ, as far as the study has found out.
 *
 * @param reasons one for each point that was recorded
 * @param gaps what is missing, as sentences
 */
record Why(
    List<Reason> reasons,
    List<CallTable> tables,
    List<String> gaps,
    List<Recording> recordings,
    List<SystemCalls> calls) {
  static Why of(Results results, Evidence evidence) throws IOException {
    List<Recording> recordings = evidence.recordings();
    List<SystemCalls> calls = evidence.calls();
    return new Why(
        reasons(results, recordings),
        CallTable.all(results.study(), calls),
        evidence.gaps(),
        recordings,
        calls);
  }

  private static List<Reason> reasons(Results results, List<Recording> recordings) {
    Map<List<String>, List<Recording>> byPoint = new LinkedHashMap<>();
    for (Recording recording : recordings) {
      Place place = recording.place();
      byPoint
          .computeIfAbsent(List.of(place.workload(), place.point()), _ -> new ArrayList<>())
          .add(recording);
    }
    List<Standing> standings = standings(results, recordings);
    return byPoint.values().stream()
        .flatMap(each -> Reason.of(results, each, standings).stream())
        .toList();
  }

  /**
   * The worst and the best of each variant, among the places that were recorded. What is not shown
   * to be different needs no explanation.
   */
  private static List<Standing> standings(Results results, List<Recording> recordings) {
    List<Place> places = recordings.stream().map(Recording::place).toList();
    List<Standing> all =
        Standing.of(results).stream().filter(s -> places.contains(s.place())).toList();
    return results.study().variants().stream()
        .flatMap(
            variant ->
                Stream.of(Standing.worst(all, variant), Standing.best(all, variant))
                    .flatMap(Optional::stream)
                    .filter(standing -> standing.isShown())
                    .distinct())
        .toList();
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

  boolean hasTables() {
    return !tables.isEmpty();
  }
}
