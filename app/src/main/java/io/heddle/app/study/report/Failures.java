package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The requests that a variant did not answer well at a point, in all rounds together.
 *
 * @param requests how many were sent
 * @param kinds errors of the connection by kind, and statuses of 400 and above
 */
record Failures(String place, String requests, String kinds) {
  private static final int FIRST_ERROR_STATUS = 400;

  /** From this share of the requests on, failures are more than noise. */
  private static final double MUCH = 0.01;

  static List<Failures> of(Results results) {
    Map<String, List<LoadResult>> byPlace = new TreeMap<>();
    for (Cell cell : results.cells()) {
      LoadResult result = cell.result();
      if (result != null) {
        byPlace.computeIfAbsent(place(cell), _ -> new ArrayList<>()).add(result);
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

  /**
   * A warning if so many requests failed that the figures of a workload show something other than
   * its work; those of an overload are meant to.
   */
  static Optional<String> warning(Results results, Workload workload) {
    if (workload.mainFigure() == Figure.GOODPUT) return Optional.empty();
    return results.answers(workload, Figure.ERROR_SHARE).stream()
        .flatMap(answer -> answer.samples().stream())
        .filter(sample -> sample.median() >= MUCH)
        .max(Comparator.comparingDouble(Sample::median))
        .map(worst -> warning(results, worst));
  }

  private static String warning(Results results, Sample worst) {
    String place = place(worst.observations().getFirst().cell());
    String kinds =
        of(results).stream()
            .filter(failures -> failures.place().equals(place))
            .map(failures -> " (" + failures.kinds() + ")")
            .findFirst()
            .orElse("");
    return "%s: up to %s of the requests had no usable answer%s, and other figures include such answers."
        .formatted(
            worst.question().workload().title(),
            Quantity.of(Unit.SHARE, worst.median()),
            kinds.isEmpty() ? "" : ", on " + worst.variant().title() + kinds);
  }

  private static String place(Cell cell) {
    return cell.workload() + ", " + cell.point() + ", " + cell.variant();
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
