package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cells of a study that are used, by place. */
final class Samples {
  private final Map<Place, List<Cell>> byPlace;

  Samples(List<Cell> cells) {
    byPlace =
        cells.stream()
            .collect(Collectors.groupingBy(c -> new Place(c.workload(), c.point(), c.variant())));
  }

  /** A variant's answer; absent if no cell has the figure. */
  Optional<Sample> of(Question question, Variant variant) {
    Place place = new Place(question.workload().name(), question.point().name(), variant.name());
    return Sample.of(question, variant, byPlace.getOrDefault(place, List.of()));
  }
}
