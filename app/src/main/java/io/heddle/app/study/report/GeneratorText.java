package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Median;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Histograms;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How busy the load generator was, and how late, as sentences. */
final class GeneratorText {
  private static final double PERCENTILE = 99;

  private GeneratorText() {}

  /** A value of a cell. */
  private record Value(Cell cell, double value) {}

  static List<String> of(Results results) {
    List<String> sentences = new ArrayList<>();
    List<Value> busy = values(results, LoadResult::busyShare);
    if (!busy.isEmpty()) {
      sentences.add(
          "Its busiest thread worked %s of the time (the median cell), at most %s (%s)."
              .formatted(
                  Quantity.rough(Unit.SHARE, median(busy)),
                  Quantity.rough(Unit.SHARE, largest(busy).value),
                  largest(busy).cell.key()));
    }
    List<Value> late = values(results, GeneratorText::lateness);
    if (!late.isEmpty()) {
      sentences.add(
          "In open loops, it sent 99 %% of the requests within %s of when it could have (the median cell), at worst %s (%s)."
              .formatted(
                  Quantity.of(Unit.SECONDS, median(late)),
                  Quantity.of(Unit.SECONDS, largest(late).value),
                  largest(late).cell.key()));
    }
    return sentences;
  }

  /** How late requests were because of the generator, as the 99th percentile in seconds. */
  static @Nullable Double lateness(LoadResult result) {
    Histogram lateness = Histograms.read(result.lateness());
    return lateness.getTotalCount() == 0 ? null : lateness.getValueAtPercentile(PERCENTILE) / 1e9;
  }

  private static List<Value> values(
      Results results, Function<LoadResult, @Nullable Double> figure) {
    List<Value> values = new ArrayList<>();
    for (Cell cell : results.used()) {
      LoadResult result = cell.result();
      Double value = result == null ? null : figure.apply(result);
      if (value != null) {
        values.add(new Value(cell, value));
      }
    }
    return values;
  }

  private static double median(List<Value> values) {
    return Median.of(values.stream().mapToDouble(Value::value).toArray());
  }

  private static Value largest(List<Value> values) {
    return values.stream().max(Comparator.comparingDouble(Value::value)).orElseThrow();
  }
}
