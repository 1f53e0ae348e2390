package io.heddle.grafana;

import io.heddle.grafana.Dashboard.Panel;
import io.heddle.grafana.Dashboard.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a panel for a fleet, and which of them have been above 0 so far. */
final class Lines {
  static final String INTERVAL = "10s";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private final Fleet fleet;
  private final Panel panel;
  private final Map<String, Set<Variant>> seen = new TreeMap<>();
  private final Map<String, Set<Variant>> risen = new TreeMap<>();

  private Lines(Fleet fleet, Panel panel) {
    this.fleet = fleet;
    this.panel = panel;
  }

  /** Queries until every line has risen, or until the time is over. */
  static Lines of(Fleet fleet, Panel panel, Predicate<Lines> isEnough)
      throws IOException, InterruptedException {
    Lines lines = new Lines(fleet, panel);
    Instant latest = Instant.now().plus(PATIENCE);
    lines.ask();
    while (!isEnough.test(lines) && Instant.now().isBefore(latest)) {
      TimeUnit.MILLISECONDS.sleep(500);
      lines.ask();
    }
    return lines;
  }

  private void ask() throws IOException, InterruptedException {
    for (Target target : panel.targets()) {
      if (panel.isRepeated()) {
        for (Variant variant : Variant.answering(target.expr())) {
          ask(target, fleet.all().only(variant));
        }
      } else {
        ask(target, fleet.all());
      }
    }
  }

  private void ask(Target target, Choice choice) throws IOException, InterruptedException {
    // the maximum of a minute, so that no peak is missed between two queries
    String expression = "max_over_time((%s)[1m:1s])".formatted(choice.in(target.expr(), INTERVAL));
    for (Answer answer : fleet.prometheus().query(expression)) {
      if (answer.isNumber()) {
        Variant engine = fleet.engineOf(answer);
        String line = name(target, answer);
        add(seen, line, engine);
        if (answer.last() > 0) {
          add(risen, line, engine);
        }
      }
    }
  }

  private static void add(Map<String, Set<Variant>> lines, String line, Variant engine) {
    lines.computeIfAbsent(line, _ -> EnumSet.noneOf(Variant.class)).add(engine);
  }

  private String name(Target target, Answer answer) {
    String legend =
        LABEL
            .matcher(target.legend().replaceFirst("\\{\\{(engine|instance)}}", ""))
            .replaceAll(label -> Matcher.quoteReplacement(answer.label(label.group(1))));
    return (panel.title() + " " + legend.strip()).strip();
  }

  /** The engines that have a target's series but no number in the response. */
  Set<Variant> missing() {
    Set<Variant> missing = EnumSet.noneOf(Variant.class);
    panel.targets().forEach(target -> missing.addAll(Variant.answering(target.expr())));
    seen.values().forEach(missing::removeAll);
    return missing;
  }

  /**
   * The lines that stayed at 0 although traffic can raise them, with their engines.
   *
   * @param others lines that other tests raise
   */
  Map<String, Set<Variant>> flat(Set<String> others) {
    Map<String, Set<Variant>> flat = new TreeMap<>();
    seen.forEach(
        (line, engines) ->
            engines.stream()
                .filter(engine -> !risen.getOrDefault(line, Set.of()).contains(engine))
                .filter(engine -> !others.contains(line) && !Undriven.has(line, engine))
                .forEach(engine -> add(flat, line, engine)));
    return flat;
  }

  /** The names of all lines. */
  Set<String> names() {
    return seen.keySet();
  }

  /** The engines on which a line with this name pattern has been above 0. */
  Set<Variant> risen(Pattern form) {
    Set<Variant> engines = EnumSet.noneOf(Variant.class);
    risen.entrySet().stream()
        .filter(line -> form.matcher(line.getKey()).matches())
        .forEach(line -> engines.addAll(line.getValue()));
    return engines;
  }
}
