package io.heddle.app.study.report;

import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Sweep;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a sweep chose the size of a pool.
 *
 * @param work that the user has described and the sizes were tried with, or empty
 */
record SweepTable(String variant, String title, int style, String work, List<Row> rows) {
  /** Whether the sizes were tried with the work that the user has described. */
  boolean isOfOwnWork() {
    return !work.isEmpty();
  }

  /** A candidate. */
  record Row(String size, String throughput, String p99, String score, boolean isChosen) {}

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
                          sweep.work() == null ? "" : sweep.work(),
                          sweep.candidates().stream().map(c -> row(sweep, c)).toList())));
    }
    return tables;
  }

  private static Row row(Sweep sweep, Sweep.Candidate candidate) {
    return new Row(
        Quantity.plain(candidate.value()),
        Quantity.of(Unit.PER_SECOND, candidate.throughput()),
        Quantity.of(Unit.SECONDS, candidate.p99()),
        String.format(Locale.ROOT, "%.2f", candidate.score()),
        candidate.value() == sweep.chosen());
  }
}
