package io.heddle.app.study.hyperfoil;

import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.Setting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a benchmark as YAML that both people and Hyperfoil read.
 *
 * <p>Each request is a user of its own. In a closed loop, there are as many users as requests in
 * flight, and each starts again when it has its response. In an open loop, users start at random
 * times, as those of a Poisson process; this is Hyperfoil's default.
 */
final class BenchmarkWriter {
  /** Hyperfoil stops a run that needs more users at a time than it has reserved. */
  private static final int MIN_SESSIONS = 1_000;

  /** For how long the server may be silent before the reserved users are used up. */
  private static final int RESERVED_SECONDS = 2;

  private final Scenario scenario;
  private final Setting setting;
  private final Terms terms;
  private final StringBuilder yaml = new StringBuilder();

  BenchmarkWriter(Scenario scenario, Setting setting, Terms terms) {
    this.scenario = scenario;
    this.setting = setting;
    this.terms = terms;
  }

  String write(String name, Load load, List<Form> forms) {
    comments();
    line(0, "name: " + quoted(name));
    line(0, "http:");
    line(1, "host: " + quoted(terms.target().toString()));
    line(1, "sharedConnections: " + load.connections());
    line(1, "pipeliningLimit: " + load.pipeline());
    line(0, "ergonomics:");
    line(1, "# The study's generator sends and keeps neither.");
    line(1, "repeatCookies: false");
    line(1, "userAgentFromSession: false");
    line(0, "phases:");
    line(0, "- warmUp:");
    pace(load);
    line(3, "duration: " + millis(terms.warmUp()));
    line(3, "isWarmup: true");
    line(3, "scenario: &work");
    work(load, forms);
    line(0, "- load:");
    pace(load);
    line(3, "duration: " + millis(terms.duration()));
    line(3, "startAfterStrict: warmUp");
    line(3, "scenario: *work");
    return yaml.toString();
  }

  private void comments() {
    line(0, "# %s, %s: %s".formatted(scenario.name(), setting.point().name(), scenario.question()));
    if (setting.jvm().heap() != null) {
      line(0, "# The study gives the server a heap of " + setting.jvm().heap() + ".");
    }
    if (setting.jvm().collector() != null) {
      line(0, "# The study gives the server the collector " + setting.jvm().collector() + ".");
    }
  }

  private void pace(Load load) {
    switch (load.pace()) {
      case Load.Pace.Closed _ -> {
        line(2, "always:");
        line(3, "users: " + (long) load.connections() * load.pipeline());
      }
      case Load.Pace.Rate(double perSecond) -> open(perSecond);
      case Load.Pace.ShareOfPeak(double share) -> open(share * terms.peak().orElseThrow());
      case Load.Pace.Surge _ -> throw new IllegalArgumentException("a surge is no steady load");
    }
  }

  private void open(double perSecond) {
    line(2, "constantRate:");
    line(3, "usersPerSec: " + decimal(perSecond));
    line(3, "maxSessions: " + Math.max(MIN_SESSIONS, Math.round(RESERVED_SECONDS * perSecond)));
  }

  // --- the scenario ---

  private void work(Load load, List<Form> forms) {
    if (forms.size() == 1) {
      line(4, "initialSequences:");
      sequence(load, forms.getFirst());
      return;
    }
    line(4, "initialSequences:");
    line(4, "- choose:");
    choice("form", weights(forms));
    for (Form form : forms) {
      line(5, "- conditional:");
      line(7, "stringCondition:");
      line(8, "fromVar: form");
      line(8, "value: " + quoted(form.metric()));
      line(7, "actions:");
      line(7, "- newSequence: " + quoted(form.metric()));
    }
    line(4, "sequences:");
    forms.forEach(form -> sequence(load, form));
  }

  private static List<Map.Entry<String, Long>> weights(List<Form> forms) {
    List<Map.Entry<String, Long>> weights = new ArrayList<>();
    forms.forEach(form -> weights.add(Map.entry(form.metric(), form.weight())));
    return weights;
  }

  private void sequence(Load load, Form form) {
    line(4, "- " + form.metric() + ":");
    List<Map.Entry<String, Long>> targets = List.copyOf(form.targets().entrySet());
    String target = escaped(targets.getFirst().getKey());
    if (targets.size() > 1) {
      choice("target", targets);
      target = "${target}";
    }
    line(5, "- httpRequest:");
    line(7, form.method() + ": " + quoted(target));
    line(7, "metric: " + quoted(form.metric()));
    line(7, "timeout: " + millis(load.timeout()));
    if (form.bodyBytes() > 0) {
      line(7, "body:");
      line(8, "text: " + "x".repeat((int) form.bodyBytes()));
    }
  }

  private void choice(String variable, List<Map.Entry<String, Long>> weights) {
    line(5, "- randomItem:");
    line(7, "toVar: " + variable);
    line(7, "list:");
    weights.forEach(item -> line(8, quoted(item.getKey()) + ": " + item.getValue()));
  }

  // --- text ---

  private void line(int depth, String text) {
    yaml.append("  ".repeat(depth)).append(text).append('\n');
  }

  /** A text that YAML leaves as it is; it has no control characters. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A text in which Hyperfoil sees no variable. */
  private static String escaped(String target) {
    return target.replace("${", "$${");
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static String decimal(double value) {
    return BigDecimal.valueOf(value)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
