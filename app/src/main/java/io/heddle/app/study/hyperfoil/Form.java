package io.heddle.app.study.hyperfoil;

import io.heddle.app.study.plan.RequestKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests of a load that differ only in their target: one step of Hyperfoil sends them, and
 * has one set of figures for them.
 *
 * @param metric the name of their figures
 * @param targets the weight of each target
 */
record Form(String metric, String method, long bodyBytes, Map<String, Long> targets) {
  /** The figures of requests that count. */
  static final String REQUESTS = "requests";

  /** The figures of requests that are only there, as background load. */
  static final String BACKGROUND = "background";

  /** What separates the metric of one form from its number, if several forms share it. */
  static final char NUMBER = '-';

  /** What all targets together weigh. */
  long weight() {
    return targets.values().stream().mapToLong(Long::longValue).sum();
  }

  private record Shape(String metric, String method, long bodyBytes) {
    static Shape of(RequestKind kind) {
      String label = kind.label() == null ? REQUESTS : kind.label();
      return new Shape(kind.isMeasured() ? label : BACKGROUND, kind.method(), kind.bodyBytes());
    }
  }

  /** The forms of a load. Their metrics differ, since one that several share gets a number. */
  static List<Form> of(List<RequestKind> kinds) {
    Map<Shape, Map<String, Long>> shapes = new LinkedHashMap<>();
    for (RequestKind kind : kinds) {
      shapes
          .computeIfAbsent(Shape.of(kind), _ -> new LinkedHashMap<>())
          .merge(kind.target(), kind.weight(), Long::sum);
    }
    List<Form> forms = new ArrayList<>();
    shapes.forEach(
        (shape, targets) -> {
          List<Shape> same =
              shapes.keySet().stream().filter(s -> s.metric().equals(shape.metric())).toList();
          String number = same.size() == 1 ? "" : "" + NUMBER + (same.indexOf(shape) + 1);
          forms.add(new Form(shape.metric() + number, shape.method(), shape.bodyBytes(), targets));
        });
    return forms;
  }
}
