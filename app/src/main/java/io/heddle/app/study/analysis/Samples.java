package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a study, by place. */
final class Samples {
  private final Map<Place, List<Cell>> all;
  private final Map<Place, List<Cell>> used;
  private final Map<Place, List<Cell>> counting;

  /**
   * @param cells those that were measured
   * @param used those of them that are not excluded
   */
  Samples(List<Cell> cells, List<Cell> used) {
    this.all = byPlace(cells);
    this.used = byPlace(used);
    this.counting = byPlace(Exclusion.counting(cells));
  }

  private static Map<Place, List<Cell>> byPlace(List<Cell> cells) {
    return cells.stream()
        .collect(Collectors.groupingBy(c -> new Place(c.workload(), c.point(), c.variant())));
  }

  /** A variant's answer; absent if no cell that is used has the figure. */
  Optional<Sample> of(Question question, Variant variant) {
    Place place = place(question, variant);
    return Sample.of(
        question,
        variant,
        used.getOrDefault(place, List.of()),
        counting.getOrDefault(place, List.of()));
  }

  /** What a variant lacks to answer; absent if nothing. */
  Optional<Shortfall> shortfall(Question question, Variant variant) {
    List<Cell> cells = all.getOrDefault(place(question, variant), List.of());
    return Shortfall.of(question, variant, cells, of(question, variant).isEmpty());
  }

  private static Place place(Question question, Variant variant) {
    return new Place(question.workload().name(), question.point().name(), variant.name());
  }
}
