package io.heddle.app.study.data;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One setting of a workload.
 *
 * @param name the settings as words, such as {@code wait=10ms connections=1000}
 * @param x its place in a plot
 * @param unit the unit of x, empty for a plain number
 */
public record Point(String name, double x, String unit) {
  public Point {
    Required.text("name", name);
    Required.value("unit", unit);
  }

  /** The settings other than x; empty if x is the only one. */
  public String rest() {
    return Arrays.stream(name.split(" "))
        .filter(word -> !isX(word))
        .collect(Collectors.joining(" "));
  }

  /** The name of the setting that is x, such as {@code connections}; empty if none is. */
  public String xName() {
    return Arrays.stream(name.split(" "))
        .filter(this::isX)
        .map(word -> word.substring(0, word.indexOf('=')))
        .findFirst()
        .orElse("");
  }

  private boolean isX(String word) {
    String value = word.substring(word.indexOf('=') + 1);
    String digits =
        value.endsWith(unit) ? value.substring(0, value.length() - unit.length()) : value;
    try {
      return word.contains("=") && Double.parseDouble(digits) == x;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
