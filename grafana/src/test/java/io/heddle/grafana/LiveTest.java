package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.grafana.Dashboard.Panel;
import io.heddle.grafana.Dashboard.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries every expression of the dashboard and of the rules from a real Prometheus that scrapes a
 * real server of each engine under traffic. The test fails on an error, on an empty response, on a
 * missing engine that has the series, on 0 divided by 0, and on a line that stays at 0 and is not
 * {@link Undriven}.
 *
 * <p>The expression of an alert is normally empty, so the test queries its operand ({@link
 * Rule#operand}).
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveTest {
  private static final int FEWER_THAN_THE_CROWD = 120;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<selector>.+), (?<label>\\w+)\\)");
  private static final Pattern OWN =
      Pattern.compile("^# TYPE ((?:heddle|http_server)_\\w+) (\\w+)$", Pattern.MULTILINE);

  private static final Pattern RECORDING = Pattern.compile("(\\d+_){6}\\d+");

  /** A panel with one line that stays at 0 and one that does not. */
  private static final String FLAT =
      """
      {"title": "Flat", "targets": [
        {"expr": "0 * heddle_info", "legendFormat": "{{engine}} zero"},
        {"expr": "heddle_info", "legendFormat": "{{engine}} one"}]}
      """;

  private static final Duration DISK_TURN = Duration.ofSeconds(2);

  private static @Nullable Path temporary;
  private static @Nullable Fleet fleet;
  private static @Nullable Thread disks;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Installed.prometheus();
    temporary = folder;
    fleet = Fleet.start(folder, FEWER_THAN_THE_CROWD);
    disks = Turns.repeat(LiveTest::fillAndEmptyDisks);
  }

  private static void fillAndEmptyDisks() throws IOException, InterruptedException {
    for (boolean full : new boolean[] {true, false}) {
      fleet().fillDisks(full);
      Thread.sleep(DISK_TURN);
    }
  }

  @AfterAll
  static void stop() {
    if (disks != null) {
      disks.interrupt();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  private static Fleet fleet() {
    return Objects.requireNonNull(fleet);
  }

  static Stream<Panel> charts() {
    return Dashboard.read().charts().stream();
  }

  static Stream<Rule> rules() {
    return Rule.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("charts")
  void aPanelHasDataOfEachEngineAndItsLinesRise(Panel panel) throws Exception {
    Lines lines =
        Lines.of(
            fleet(),
            panel,
            some -> some.missing().isEmpty() && some.flat(LiveFaultTest.LINES).isEmpty());
    assertThat(lines.missing()).as("engines without an answer").isEmpty();
    assertThat(lines.flat(LiveFaultTest.LINES)).as("lines that stayed at 0").isEmpty();
  }

  static Stream<Undriven> undriven() {
    return Undriven.ALL.stream();
  }

  /** No exception is left for a line that no longer exists. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("undriven")
  void anUndrivenLineIsOnTheDashboard(Undriven undriven) throws Exception {
    Panel panel =
        charts()
            .filter(each -> undriven.line().startsWith(each.title()))
            .max(Comparator.comparingInt(each -> each.title().length()))
            .orElseThrow(() -> new AssertionError("no panel has " + undriven.line()));
    Lines lines = Lines.of(fleet(), panel, some -> some.names().contains(undriven.line()));
    assertThat(lines.names()).contains(undriven.line());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theOperandOfARuleHasDataOfEachEngine(Rule rule) throws Exception {
    assertAnswers(rule.operand(), Variant.answering(rule.operand()));
  }

  /** Queries until the response is as expected, since the events may still be to come. */
  private static void assertAnswers(String expression, Set<Variant> expected) throws Exception {
    Instant latest = Instant.now().plus(PATIENCE);
    Set<Variant> seen = answering(expression);
    while (!seen.containsAll(expected) && Instant.now().isBefore(latest)) {
      TimeUnit.MILLISECONDS.sleep(500);
      seen.addAll(answering(expression));
    }
    assertThat(seen).as("engines with a number for %s", expression).isEqualTo(expected);
  }

  private static Set<Variant> answering(String expression) throws Exception {
    Set<Variant> engines = EnumSet.noneOf(Variant.class);
    for (Answer answer : fleet().prometheus().query(expression)) {
      if (answer.isNumber()) {
        engines.add(fleet().engineOf(answer));
      }
    }
    return engines;
  }

  @Test
  void aVariableOffersAllValues() throws Exception {
    for (String name : List.of("job", "instance", "engine")) {
      Set<String> expected = expected(name);
      assertThat(offered(name, expected)).as(name).isEqualTo(expected);
    }
  }

  private static Set<String> expected(String variable) {
    Set<String> expected = new TreeSet<>();
    for (Variant variant : Variant.values()) {
      expected.add(
          switch (variable) {
            case "job" -> "heddle";
            case "instance" -> fleet().server(variant).admin();
            default -> variant.label();
          });
    }
    return expected;
  }

  /**
   * The values that Prometheus offers for a variable over some time, as Grafana asks for a range. A
   * server whose scrape took too long is missing in the response to a single query.
   */
  private static Set<String> offered(String variable, Set<String> expected) throws Exception {
    String definition =
        Dashboard.read().variables().stream()
            .filter(each -> each.path("name").asText().equals(variable))
            .map(each -> each.path("definition").asText())
            .findFirst()
            .orElse("");
    Matcher values = LABEL_VALUES.matcher(definition);
    assertThat(values.matches()).as(definition).isTrue();
    String selector = fleet().all().in(values.group("selector"), Lines.INTERVAL);
    assertAnswers(selector, EnumSet.allOf(Variant.class));
    Instant latest = Instant.now().plus(PATIENCE);
    Set<String> offered = labels(selector, values.group("label"));
    while (!offered.containsAll(expected) && Instant.now().isBefore(latest)) {
      TimeUnit.MILLISECONDS.sleep(500);
      offered.addAll(labels(selector, values.group("label")));
    }
    return offered;
  }

  private static Set<String> labels(String selector, String name) throws Exception {
    Set<String> labels = new TreeSet<>();
    for (Answer answer : fleet().prometheus().query(selector)) {
      labels.add(answer.label(name));
    }
    return labels;
  }

  @ParameterizedTest
  @EnumSource
  void promtoolFindsNoErrorInTheMetrics(Variant variant) throws Exception {
    Promtool check = Promtool.checkMetrics(fleet().server(variant).metrics());
    assertThat(check.status()).as(check.output()).isZero();
    assertThat(check.output()).isEmpty();
  }

  /** Every new metric needs a panel. */
  @ParameterizedTest
  @EnumSource
  void everyMetricOfHeddleIsOnTheDashboard(Variant variant) throws Exception {
    String asked =
        Dashboard.read().charts().stream()
            .flatMap(panel -> panel.targets().stream())
            .map(Target::expr)
            .toList()
            .toString();
    assertThat(OWN.matcher(fleet().server(variant).metrics()).results().map(type -> type.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(asked).contains(name));
  }

  @Test
  void aMalformedExpressionIsAnError() {
    assertThatThrownBy(() -> fleet().prometheus().query("sum(rate("))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("parse error");
  }

  @Test
  void aMissingSeriesIsAnEmptyResponse() throws Exception {
    assertThat(answering("no_such_series")).isEmpty();
    assertThat(answering("0 * heddle_info / 0")).as("0 divided by 0").isEmpty();
  }

  @Test
  void aLineThatStaysAtZeroIsReported() throws Exception {
    Panel flat = new Panel(Checkout.JSON.readTree(FLAT));
    Lines lines = Lines.of(fleet(), flat, some -> some.missing().isEmpty());
    assertThat(lines.flat(Set.of())).isEqualTo(Map.of("Flat zero", EnumSet.allOf(Variant.class)));
    assertThat(lines.flat(Set.of("Flat zero"))).isEmpty();
  }

  /** Flight Recorder leaves a folder behind if its process is killed. */
  @Test
  void aServerKeepsItsTemporaryFilesInTheFolderOfTheTest() throws Exception {
    Instant latest = Instant.now().plus(PATIENCE);
    while (recordings() < Variant.values().length && Instant.now().isBefore(latest)) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertThat(recordings()).isEqualTo(Variant.values().length);
  }

  private static long recordings() throws IOException {
    try (Stream<Path> files = Files.list(Objects.requireNonNull(temporary))) {
      return files
          .filter(file -> RECORDING.matcher(file.getFileName().toString()).matches())
          .count();
    }
  }
}
