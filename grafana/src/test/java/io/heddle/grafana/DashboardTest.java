package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.grafana.Dashboard.Panel;
import io.heddle.grafana.Dashboard.Target;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks of the dashboard that need no server and no Prometheus. */
final class DashboardTest {
  private static final String SOURCE = "${datasource}";
  private static final String FILTER =
      "job=~\"$job\", instance=~\"$instance\", engine=~\"$engine\"";

  /** Prometheus's own series. It has no engine, because a target that is down reports none. */
  private static final String UP = "up{job=~\"$job\", instance=~\"$instance\"}";

  private static final List<String> ENGINE_COLORS = List.of("#ff9830", "#73bf69", "#b877d9");
  private static final List<String> STATES =
      List.of("reading", "handling", "proxying", "writing", "idle", "closing");
  private static final List<String> STATUSES = List.of("200", "304", "400", "404", "408", "500");

  /** A selector: labels in braces. Durations and subqueries are in brackets. */
  private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");

  /** A series that is queried without a selector. */
  private static final Pattern NAKED =
      Pattern.compile("\\b(?:heddle|http|jvm|process|system)_\\w+\\b(?!\\{)");

  private static final Pattern AGGREGATION =
      Pattern.compile("\\b(?:sum|max|min|avg|count)\\s*(?:by\\s*\\(([^)]*)\\))?");

  private final Dashboard dashboard = Dashboard.read();

  /** The panels whose series have an engine: all except Up, which includes dead processes. */
  private List<Panel> chartsOfEngines() {
    return dashboard.charts().stream()
        .filter(panel -> panel.targets().stream().noneMatch(target -> target.expr().equals(UP)))
        .toList();
  }

  @Test
  void aDeadProcessIsShown() {
    assertThat(dashboard.charts()).hasSize(chartsOfEngines().size() + 1);
    assertThat(definition("instance")).isEqualTo("label_values(up{job=~\"$job\"}, instance)");
  }

  private String definition(String variable) {
    return dashboard.variables().stream()
        .filter(each -> each.path("name").asText().equals(variable))
        .map(each -> each.path("definition").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  void aFigureWithoutDataIsNotZero() {
    assertThat(dashboard.charts())
        .filteredOn(panel -> panel.type().equals("stat"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            panel ->
                assertThat(panel.tree().at("/fieldConfig/defaults/noValue").asText())
                    .as(panel.title())
                    .isEqualTo("no data"));
  }

  /** A counter with such a label starts at 1, and a rate shows only its growth. */
  @Test
  void theFirstFailureOfEachKindIsShown() {
    List<Panel> totals =
        dashboard.charts().stream().filter(panel -> panel.title().endsWith(", in total")).toList();
    assertThat(totals)
        .extracting(Panel::title)
        .containsExactly("Broken requests, in total", "Exceptions, in total");
    for (Panel panel : totals) {
      assertThat(panel.unit()).as(panel.title()).isEqualTo("short");
      assertThat(panel.targets())
          .allSatisfy(target -> assertThat(target.expr()).doesNotContain("rate(", "increase("));
    }
    assertThat(dashboard.charts().stream().flatMap(panel -> panel.targets().stream()))
        .extracting(Target::expr)
        .filteredOn(expr -> expr.contains("outcome=\"SERVER_ERROR\""))
        .singleElement()
        .asString()
        .contains(" unless ");
  }

  private Panel named(String title) {
    return dashboard.charts().stream()
        .filter(panel -> panel.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPercentileOfRequestsStatesItsRange() {
    List<Panel> percentiles =
        dashboard.charts().stream()
            .filter(panel -> panel.title().startsWith("Latency, p"))
            .toList();
    assertThat(percentiles)
        .hasSize(5)
        .allSatisfy(
            panel ->
                assertThat(panel.description())
                    .contains("below 0.5 ms", "above 10 s", "Mean", "Longest"));
    assertThat(named("Latency, mean").unit()).isEqualTo("s");
  }

  /** With a window longer than the step, increases would count a request several times. */
  @Test
  void aHeatMapCountsNoRequestTwice() {
    Panel heatMap = named("Latency: $engine");
    assertThat(heatMap.targets())
        .allSatisfy(target -> assertThat(target.expr()).contains("rate(").doesNotContain("incr"));
    assertThat(heatMap.tree().at("/options/cellValues/unit").asText()).isEqualTo("reqps");
  }

  @Test
  void noStateOrStatusHasTheColorOfAnEngineOrAnotherState() {
    assertThat(STATES)
        .extracting(state -> named("Connections by state: $engine").colorOf(state).orElseThrow())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(ENGINE_COLORS);
    assertThat(STATUSES)
        .extracting(status -> named("Responses by status: $engine").colorOf(status).orElseThrow())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(ENGINE_COLORS);
  }

  @Test
  void itsRefreshIntervalIsNotTooShort() {
    assertThat(dashboard.tree().path("refresh").asText()).isEqualTo("30s");
  }

  @Test
  void aPanelHasADescriptionAndAUnit() {
    for (Panel panel : dashboard.charts()) {
      assertThat(panel.title()).as("title of %d", panel.id()).isNotBlank();
      assertThat(panel.unit()).as("unit of %s", panel).isNotBlank();
      assertThat(panel.description())
          .as("description of %s", panel)
          .hasSizeGreaterThan(40)
          .endsWith(".");
      assertThat(panel.targets()).as("%s", panel).isNotEmpty();
    }
  }

  @Test
  void aPanelQueriesTheChosenSource() {
    for (Panel panel : dashboard.charts()) {
      assertThat(panel.tree().at("/datasource/uid").asText()).as("%s", panel).isEqualTo(SOURCE);
      panel
          .tree()
          .path("targets")
          .forEach(target -> assertThat(target.at("/datasource/uid").asText()).isEqualTo(SOURCE));
    }
  }

  @Test
  void everySelectorFiltersByTheVariables() {
    for (Panel panel : chartsOfEngines()) {
      for (Target target : panel.targets()) {
        List<String> selectors = selectors(target.expr());
        assertThat(selectors)
            .as("%s", panel)
            .isNotEmpty()
            .allSatisfy(labels -> assertThat(labels).contains(FILTER));
        assertThat(NAKED.matcher(target.expr()).results()).as(target.expr()).isEmpty();
      }
    }
  }

  private static List<String> selectors(String expr) {
    return SELECTOR.matcher(expr).results().map(found -> found.group(1)).toList();
  }

  @Test
  void everyAggregationKeepsTheEngine() {
    for (Panel panel : chartsOfEngines()) {
      for (Target target : panel.targets()) {
        List<MatchResult> aggregations = AGGREGATION.matcher(target.expr()).results().toList();
        assertThat(aggregations).as(target.expr()).isNotEmpty();
        assertThat(aggregations)
            .as(target.expr())
            .allSatisfy(
                found ->
                    assertThat(String.valueOf(found.group(1)).split(", ?")).contains("engine"));
      }
    }
  }

  @Test
  void theLegendNamesTheEngine() {
    for (Panel panel : chartsOfEngines()) {
      boolean isNamedElsewhere = panel.isRepeated() || panel.type().equals("table");
      if (!isNamedElsewhere) {
        assertThat(panel.targets())
            .as("%s", panel)
            .allSatisfy(target -> assertThat(target.legend()).startsWith("{{engine}}"));
      }
      assertThat(panel.title().contains("$engine"))
          .as("$engine in the title %s", panel)
          .isEqualTo(panel.isRepeated());
    }
  }

  @Test
  void aPanelThatOnlyOneEngineHasSaysSo() {
    for (Panel panel : dashboard.charts()) {
      boolean isOfEpoll =
          panel.targets().stream()
              .allMatch(
                  target -> Variant.answering(target.expr()).equals(EnumSet.of(Variant.EPOLL)));
      assertThat(panel.description().startsWith("Only epoll: "))
          .as("%s", panel)
          .isEqualTo(isOfEpoll);
    }
  }

  @Test
  void ratesAreTakenOverGrafanasInterval() {
    for (Panel panel : dashboard.charts()) {
      for (Target target : panel.targets()) {
        assertThat(Pattern.compile("\\[([^]]*)]").matcher(target.expr()).results())
            .as("%s", panel)
            .allMatch(range -> range.group(1).equals("$__rate_interval"));
      }
    }
  }

  @Test
  void everyLineOfAnEngineHasItsColor() {
    List<Panel> lines =
        dashboard.charts().stream()
            .filter(panel -> panel.type().equals("timeseries") && !panel.isRepeated())
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    for (Panel panel : lines) {
      assertThat(colors(panel))
          .as(panel.title())
          .containsExactly("epoll #ff9830", "vthreads #73bf69", "threads #b877d9");
    }
  }

  private static List<String> colors(Panel panel) {
    List<String> colors = new ArrayList<>();
    for (JsonNode override : panel.tree().at("/fieldConfig/overrides")) {
      JsonNode color = override.at("/properties/0/value/fixedColor");
      if (!color.isMissingNode()) {
        String name = override.at("/matcher/options").asText().replaceAll("/\\^(\\w+)\\\\b/", "$1");
        colors.add(name + " " + color.asText());
      }
    }
    return colors;
  }

  @Test
  void theVariablesAreThere() {
    assertThat(dashboard.variables())
        .extracting(variable -> variable.path("name").asText())
        .containsExactly("datasource", "job", "instance", "engine");
  }

  @Test
  void everyIdIsUnique() {
    assertThat(dashboard.panels()).extracting(Panel::id).doesNotHaveDuplicates().doesNotContain(0);
  }

  @Test
  void noPanelOverlapsAnotherOrLeavesTheGrid() {
    List<Panel> panels = dashboard.panels();
    for (Panel panel : panels) {
      assertThat(panel.area().x() + panel.area().width())
          .as(panel.title())
          .isBetween(1, Dashboard.COLUMNS);
      assertThat(panels)
          .filteredOn(other -> other.id() != panel.id())
          .noneMatch(other -> other.area().overlaps(panel.area()));
    }
  }

  @Test
  void theRowsAreThoseThatTheReadmeLists() {
    assertThat(dashboard.panels().stream().filter(Panel::isRow))
        .extracting(Panel::title)
        .containsExactly(
            "Overview",
            "Traffic",
            "Latency",
            "Errors",
            "Saturation",
            "Connections",
            "Efficiency",
            "Scheduler and selector",
            "JVM");
  }
}
