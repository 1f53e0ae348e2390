package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of Prometheus: an alert, or a recorded series.
 *
 * @param tree the rule as written in its file
 */
record Rule(JsonNode tree) {
  static final String FOLDER = "grafana/prometheus/rules";

  private static final Pattern ALERT =
      Pattern.compile("(?<operand>.+\\S)\\s*(==|!=|>=|<=|>|<)\\s*[0-9.]+", Pattern.DOTALL);

  /** All rules of all files. */
  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    for (Path file : Checkout.files(FOLDER, ".yml")) {
      for (JsonNode group : Checkout.read(Checkout.YAML, file).path("groups")) {
        group.path("rules").forEach(rule -> rules.add(new Rule(rule)));
      }
    }
    return rules;
  }

  static List<Rule> alerts() {
    return all().stream().filter(Rule::isAlert).toList();
  }

  boolean isAlert() {
    return tree.has("alert");
  }

  String name() {
    return tree.path(isAlert() ? "alert" : "record").asText();
  }

  /**
   * An expression that also has a value on a healthy server. An alert's expression is empty on a
   * healthy server, so querying it would prove nothing. But each is an operand, a comparison and a
   * number, and the operand must have a value. promtool tests the comparison.
   */
  String operand() {
    String expr = tree.path("expr").asText().strip();
    if (!isAlert()) {
      return expr;
    }
    Matcher alert = ALERT.matcher(expr);
    if (!alert.matches()) {
      throw new AssertionError(
          name() + ": not an operand, a comparison and a number, in this order: " + expr);
    }
    return alert.group("operand");
  }

  @Override
  public String toString() {
    return name();
  }
}
