package io.heddle.app.study.hyperfoil;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.plan.RequestKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The figures of a run. Hyperfoil has separate ones for each step: counts can be added, percentiles
 * cannot. So a figure that the results do not state, or only in parts, is left out.
 *
 * @param entries the statistics of each step, without the warm-up
 */
record RunFigures(List<JsonNode> entries) {
  private static final double SECOND_NANOS = 1e9;
  private static final double SECOND_MILLIS = 1e3;

  /** What counts as an error; statuses of 400 and above are "invalid". */
  private static final List<String> ERRORS =
      List.of("invalid", "connectionErrors", "requestTimeouts", "internalErrors");

  private static final Map<Figure, String> PERCENTILES =
      Map.of(
          Figure.LATENCY_P50, "50.0",
          Figure.LATENCY_P90, "90.0",
          Figure.LATENCY_P99, "99.0",
          Figure.LATENCY_P999, "99.9");

  RunFigures {
    entries = entries.stream().filter(entry -> !metric(entry).equals(Form.BACKGROUND)).toList();
  }

  /** The metric of a form, without its number. */
  private static String metric(JsonNode entry) {
    String metric = entry.path("metric").asText();
    int number = metric.lastIndexOf(Form.NUMBER);
    return number < 0 ? metric : metric.substring(0, number);
  }

  private static JsonNode summary(JsonNode entry) {
    return entry.path("total").path("summary");
  }

  boolean hasRequests() {
    return sum("requestCount") > 0;
  }

  /** When the measurement began, in milliseconds since 1970. */
  long startMillis() {
    return entries.stream().mapToLong(millis("start")).min().orElse(0);
  }

  private static ToLongFunction<JsonNode> millis(String member) {
    return entry -> entry.path("total").path(member).asLong();
  }

  Map<Figure, Double> values() {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    long endMillis = entries.stream().mapToLong(millis("end")).max().orElse(0);
    double seconds = (endMillis - startMillis()) / SECOND_MILLIS;
    if (seconds > 0 && all("responseCount")) {
      figures.put(Figure.THROUGHPUT, sum("responseCount") / seconds);
    }
    if (ERRORS.stream().allMatch(this::all)) {
      double errors = ERRORS.stream().mapToLong(this::sum).sum();
      figures.put(Figure.ERROR_SHARE, errors / sum("requestCount"));
    }
    if (entries.size() == 1) {
      JsonNode summary = summary(entries.getFirst());
      JsonNode percentiles = summary.path("percentileResponseTime");
      PERCENTILES.forEach((figure, name) -> putSeconds(figures, figure, percentiles.path(name)));
      putSeconds(figures, Figure.LATENCY_MAX, summary.path("maxResponseTime"));
    }
    List<JsonNode> bystanders =
        entries.stream().filter(e -> metric(e).equals(RequestKind.BYSTANDER)).toList();
    if (bystanders.size() == 1) {
      JsonNode percentiles = summary(bystanders.getFirst()).path("percentileResponseTime");
      putSeconds(figures, Figure.BYSTANDER_P99, percentiles.path("99.0"));
    }
    return figures;
  }

  private static void putSeconds(Map<Figure, Double> figures, Figure figure, JsonNode nanos) {
    if (nanos.isNumber()) {
      figures.put(figure, nanos.asDouble() / SECOND_NANOS);
    }
  }

  private boolean all(String member) {
    return entries.stream().allMatch(entry -> summary(entry).path(member).isNumber());
  }

  private long sum(String member) {
    return entries.stream().mapToLong(entry -> summary(entry).path(member).asLong()).sum();
  }
}
