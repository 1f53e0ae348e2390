package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** promtool accepts the configuration and the rules, and each rule has a test. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RulesTest {
  private static final String TESTS = "grafana/prometheus/tests";
  private static final Pattern RECORDED = Pattern.compile("(instance|loop):\\w+:\\w+");

  static Stream<Rule> alerts() {
    return Rule.alerts().stream();
  }

  static Stream<Rule> records() {
    return Rule.all().stream().filter(rule -> !rule.isAlert());
  }

  @Test
  void promtoolFindsNoErrorInTheConfiguration() throws Exception {
    Installed.prometheus();
    Promtool check =
        Promtool.check("config", List.of(Checkout.file("grafana/prometheus/prometheus.yml")));
    assertThat(check.status()).as(check.output()).isZero();
    assertThat(check.output()).contains("2 rule files found");
  }

  @Test
  void promtoolFindsNoErrorInTheRules() throws Exception {
    Installed.prometheus();
    Promtool check = Promtool.check("rules", Checkout.files(Rule.FOLDER, ".yml"));
    assertThat(check.status()).as(check.output()).isZero();
    assertThat(check.output()).contains("SUCCESS").doesNotContain("FAILED");
  }

  @Test
  void theRulesPassTheirTests() throws Exception {
    Installed.prometheus();
    Promtool test = Promtool.testRules(Checkout.files(TESTS, ".yml"));
    assertThat(test.status()).as(test.output()).isZero();
    assertThat(test.output()).contains("SUCCESS").doesNotContain("FAILED");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alerts")
  void anAlertHasASeverityAndSaysWhatToDo(Rule alert) {
    assertThat(alert.tree().path("for").asText()).as("for").matches("\\d+[sm]");
    assertThat(alert.tree().at("/labels/severity").asText()).isIn("warning", "critical");
    assertThat(alert.tree().at("/annotations/summary").asText()).contains("$labels.instance");
    assertThat(alert.tree().at("/annotations/description").asText()).hasSizeGreaterThan(60);
    assertThat(alert.operand()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alerts")
  void anAlertIsTestedToFireAndToBeSilent(Rule alert) throws IOException {
    String tests = tests();
    assertThat(tests)
        .containsPattern("alertname: " + alert.name() + "\\s+eval_time: \\w+\\s+exp_alerts: \\[]")
        .containsPattern(
            "alertname: " + alert.name() + "\\s+eval_time: \\w+\\s+exp_alerts:\\s+- exp_labels");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void aRecordedSeriesIsNamedByItsLevelAndTested(Rule rule) throws IOException {
    assertThat(rule.name()).matches(RECORDED);
    assertThat(tests()).containsPattern("- expr: (round\\()?" + rule.name() + "[\n,]");
  }

  /** A series that no alert uses would waste work at every evaluation. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void aRecordedSeriesIsUsedByAnAlert(Rule rule) {
    assertThat(Rule.alerts())
        .anySatisfy(alert -> assertThat(alert.operand()).contains(rule.name()));
  }

  @Test
  void theReadmeListsEveryAlert() throws IOException {
    String readme = Files.readString(Checkout.file("grafana/README.md"));
    assertThat(Rule.alerts())
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(readme).contains("| `" + alert.name() + "` |"));
  }

  private static String tests() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : Checkout.files(TESTS, ".yml")) {
      all.add(Files.readString(file));
    }
    return String.join("\n", all);
  }
}
