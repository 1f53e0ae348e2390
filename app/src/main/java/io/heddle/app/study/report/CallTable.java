package io.heddle.app.study.report;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.SystemCalls;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The system calls per request of all variants at a point.
 *
 * @param rows all calls together, and then those that are frequent on some variant
 */
record CallTable(String title, List<Row> rows) {
  /** Less than this per request is not shown. */
  private static final double RARE = 0.05;

  /** A call with a value for each variant of the study; empty if it was not counted there. */
  record Row(String call, List<String> values, boolean isSum) {}

  static List<CallTable> all(Study study, List<SystemCalls> calls) {
    Map<String, List<SystemCalls>> byPoint = new LinkedHashMap<>();
    for (SystemCalls each : calls) {
      String title = PointTitle.of(study, each.place().workload(), each.place().point());
      byPoint.computeIfAbsent(title, _ -> new ArrayList<>()).add(each);
    }
    return byPoint.entrySet().stream()
        .map(entry -> new CallTable(entry.getKey(), rows(study, entry.getValue())))
        .toList();
  }

  private static List<Row> rows(Study study, List<SystemCalls> calls) {
    Set<String> names = new LinkedHashSet<>();
    calls.forEach(each -> names.addAll(each.calls().keySet()));
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            Figure.SYSTEM_CALLS_PER_REQUEST.title(),
            values(study, calls, SystemCalls::perRequest),
            true));
    names.stream()
        .filter(name -> most(calls, name) >= RARE)
        .sorted(Comparator.comparingDouble((String name) -> -most(calls, name)))
        .map(name -> new Row(name, values(study, calls, c -> c.perRequest(name)), false))
        .forEach(rows::add);
    return rows;
  }

  private static double most(List<SystemCalls> calls, String name) {
    return calls.stream().mapToDouble(each -> each.perRequest(name)).max().orElse(0);
  }

  private static List<String> values(
      Study study, List<SystemCalls> calls, ToDoubleFunction<SystemCalls> figure) {
    return study.variants().stream()
        .map(
            variant ->
                calls.stream()
                    .filter(each -> each.place().variant().equals(variant.name()))
                    .map(each -> Quantity.rough(Unit.COUNT, figure.applyAsDouble(each)))
                    .findFirst()
                    .orElse(""))
        .toList();
  }
}
