package io.heddle.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The parts of {@code heddle.json} that the tests check. */
record Dashboard(JsonNode tree) {
  static final String FILE = "grafana/dashboards/heddle.json";

  /** The width of Grafana's grid. */
  static final int COLUMNS = 24;

  static Dashboard read() {
    return new Dashboard(Checkout.json(FILE));
  }

  /** All panels, including rows. */
  List<Panel> panels() {
    return children(tree.path("panels")).map(Panel::new).toList();
  }

  /** The panels with queries, in the order of the page. */
  List<Panel> charts() {
    return panels().stream().filter(panel -> !panel.isRow()).toList();
  }

  List<JsonNode> variables() {
    return children(tree.path("templating").path("list")).toList();
  }

  private static Stream<JsonNode> children(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** A panel, or the heading of a row of them. */
  record Panel(JsonNode tree) {
    int id() {
      return tree.path("id").asInt();
    }

    String title() {
      return tree.path("title").asText();
    }

    String description() {
      return tree.path("description").asText();
    }

    String type() {
      return tree.path("type").asText();
    }

    boolean isRow() {
      return type().equals("row");
    }

    /** Whether Grafana shows it once for each engine, side by side. */
    boolean isRepeated() {
      return tree.path("repeat").asText().equals("engine");
    }

    /** The unit of its values. A heat map has it on its axis, a table in its columns. */
    String unit() {
      return type().equals("heatmap")
          ? tree.path("options").path("yAxis").path("unit").asText()
          : tree.path("fieldConfig").path("defaults").path("unit").asText();
    }

    /** The fixed end of its axis, if it has one. */
    OptionalDouble fixedMost() {
      JsonNode most = tree.at("/fieldConfig/defaults/max");
      return most.isNumber() ? OptionalDouble.of(most.asDouble()) : OptionalDouble.empty();
    }

    /** The color of the series with this name. As in Grafana, the last match wins. */
    Optional<String> colorOf(String name) {
      return children(tree.at("/fieldConfig/overrides"))
          .filter(override -> matches(override.path("matcher"), name))
          .map(override -> override.at("/properties/0/value/fixedColor").asText())
          .filter(color -> !color.isEmpty())
          .reduce((earlier, later) -> later);
    }

    private static boolean matches(JsonNode matcher, String name) {
      String pattern = matcher.path("options").asText();
      return matcher.path("id").asText().equals("byRegexp")
          && Pattern.compile(pattern.substring(1, pattern.length() - 1)).matcher(name).find();
    }

    /** Whether the color of a value depends on thresholds. */
    boolean isColoredByThresholds() {
      return tree.at("/fieldConfig/defaults/color/mode").asText().equals("thresholds");
    }

    /** Grafana's name for the color of the highest threshold that the value has reached. */
    String thresholdColor(double value) {
      return children(tree.at("/fieldConfig/defaults/thresholds/steps"))
          .filter(step -> step.path("value").isNull() || step.path("value").asDouble() <= value)
          .map(step -> step.path("color").asText())
          .reduce((lower, higher) -> higher)
          .orElse("text");
    }

    Area area() {
      JsonNode grid = tree.path("gridPos");
      int width = isRepeated() ? COLUMNS : grid.path("w").asInt();
      return new Area(
          grid.path("x").asInt(), grid.path("y").asInt(), width, grid.path("h").asInt());
    }

    List<Target> targets() {
      return children(tree.path("targets"))
          .map(
              target ->
                  new Target(target.path("expr").asText(), target.path("legendFormat").asText()))
          .toList();
    }

    @Override
    public String toString() {
      return title();
    }
  }

  /** A query of a panel, and the legend of each series in the response. */
  record Target(String expr, String legend) {}

  /** A rectangle of the grid. */
  record Area(int x, int y, int width, int height) {
    boolean overlaps(Area other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }
}
