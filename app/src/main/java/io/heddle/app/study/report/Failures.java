package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests that a variant did not answer well at a point, in all rounds together.
 *
 * @param requests how many were sent
 * @param kinds errors of the connection by kind, and statuses of 400 and above
 */
record Failures(String place, String requests, String kinds) {
  private static final int FIRST_ERROR_STATUS = 400;

  static List<Failures> of(Results results) {
    Map<String, List<LoadResult>> byPlace = new TreeMap<>();
    for (Cell cell : results.cells()) {
      LoadResult result = cell.result();
      if (result != null) {
        String place = cell.workload() + ", " + cell.point() + ", " + cell.variant();
        byPlace.computeIfAbsent(place, _ -> new ArrayList<>()).add(result);
      }
    }
    List<Failures> failures = new ArrayList<>();
    byPlace.forEach(
        (place, cells) -> {
          String kinds = kinds(cells);
          if (!kinds.isEmpty()) {
            double requests = cells.stream().mapToLong(LoadResult::requests).sum();
            failures.add(new Failures(place, Quantity.plain(requests), kinds));
          }
        });
    return failures;
  }

  private static String kinds(List<LoadResult> results) {
    Map<String, Long> counts = new TreeMap<>();
    for (LoadResult result : results) {
      result.errors().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
      result.statuses().entrySet().stream()
          .filter(status -> Integer.parseInt(status.getKey()) >= FIRST_ERROR_STATUS)
          .forEach(s -> counts.merge("status " + s.getKey(), s.getValue(), Long::sum));
    }
    counts.values().removeIf(count -> count == 0);
    List<String> words = new ArrayList<>();
    counts.forEach((kind, count) -> words.add(kind + " " + Quantity.plain((double) count)));
    return String.join(", ", words);
  }
}
