package io.heddle.grafana;

import java.util.Map;
import java.util.SortedMap;

/**
 * One series of an answer of Prometheus.
 *
 * @param labels by their names
 * @param samples values by the seconds of their times; a single one for an instant
 */
record Answer(Map<String, String> labels, SortedMap<Double, Double> samples) {
  double last() {
    return samples.sequencedValues().getLast();
  }

  /** Whether it has a number: 0 divided by 0 is none. */
  boolean isNumber() {
    return samples.values().stream().anyMatch(Double::isFinite);
  }

  String label(String name) {
    return labels.getOrDefault(name, "");
  }
}
