package io.heddle.app.study.report;

import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a sweep chose the size of a pool. */
record SweepTable(String variant, String title, int style, List<Row> rows) {
  /** A candidate. */
  record Row(String size, String waiting, String computing, String score, boolean isChosen) {}

  static List<SweepTable> all(Study study) {
    List<SweepTable> tables = new ArrayList<>();
    for (Sweep sweep : study.sweeps()) {
      study
          .variant(sweep.variant())
          .ifPresent(
              variant ->
                  tables.add(
                      new SweepTable(
                          variant.name(),
                          variant.title(),
                          study.variants().indexOf(variant),
                          sweep.candidates().stream().map(c -> row(sweep, c)).toList())));
    }
    return tables;
  }

  private static Row row(Sweep sweep, Sweep.Candidate candidate) {
    return new Row(
        Quantity.plain(candidate.value()),
        Quantity.of(Unit.PER_SECOND, candidate.waitingThroughput()),
        Quantity.of(Unit.SECONDS, candidate.computingP99()),
        String.format(Locale.ROOT, "%.2f", candidate.score()),
        candidate.value() == sweep.chosen());
  }
}
