package io.heddle.grafana;

import java.util.Map;
import java.util.SortedMap;

/**
 * One series in a response of Prometheus.
 *
 * @param labels the labels by name
 * @param samples the values by time in seconds; an instant query has only one
 */
record Answer(Map<String, String> labels, SortedMap<Double, Double> samples) {
  double last() {
    return samples.sequencedValues().getLast();
  }

  /** Whether any value is a number; 0 divided by 0 is not. */
  boolean isNumber() {
    return samples.values().stream().anyMatch(Double::isFinite);
  }

  String label(String name) {
    return labels.getOrDefault(name, "");
  }
}
