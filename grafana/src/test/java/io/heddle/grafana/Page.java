package io.heddle.grafana;

import io.heddle.grafana.Curves.Curve;
import io.heddle.grafana.Dashboard.Panel;
import io.heddle.grafana.Dashboard.Target;
import io.heddle.grafana.Plot.Box;
import io.heddle.grafana.Plot.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws the main panels of the dashboard from the data of a Prometheus. */
final class Page {
  private static final int WIDTH = 1_200;
  private static final int GAP = 8;
  private static final int TITLE = 78;
  private static final int FIGURE = 108;
  private static final int PANEL = 212;
  private static final String INTERVAL = "10s";
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final List<Variant> ENGINES = List.of(Variant.values());
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  private static final List<String> FIGURES =
      List.of(
          "Requests per second",
          "Latency, p99",
          "Server errors",
          "CPU per request",
          "Open connections",
          "Alerts firing");

  /** Rows of panels by title; a repeated panel fills a whole row. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("Requests per second", "Latency, mean", "Latency, p99"),
          List.of("Latency: $engine"),
          List.of("Readiness delay, p99", "CPU per request", "Allocated per request"),
          List.of("Connections by state: $engine"),
          List.of("Loop busy", "Worker delay", "Workers"),
          List.of("Platform threads", "Resident memory", "Collector pauses"));

  private final Dashboard dashboard = Dashboard.read();
  private final Prometheus prometheus;
  private final Choice all;
  private final Instant from;
  private final Instant to;
  private final Svg svg =
      new Svg(WIDTH, height(), "Preview of the dashboard: the engines of Heddle side by side");

  Page(Fleet fleet, Instant from, Instant to) {
    this.prometheus = fleet.prometheus();
    this.all = fleet.all();
    this.from = from;
    this.to = to;
  }

  private static int height() {
    return TITLE + FIGURE + GAP + ROWS.size() * (PANEL + GAP);
  }

  /**
   * Draws the page.
   *
   * @param load a description of the load, for the caption
   */
  String draw(String load) throws IOException, InterruptedException {
    svg.rectangle(0, 0, WIDTH, height(), "fill=\"%s\"".formatted(Plot.BACKGROUND));
    svg.text(GAP + 2, 27, "start", 19, "#ffffff", dashboard.tree().path("title").asText());
    svg.text(GAP + 2, 47, "start", 12, Plot.FAINT, source());
    svg.text(GAP + 2, 64, "start", 12, Plot.TEXT, load + " " + alerts());
    double y = TITLE;
    for (int i = 0; i < FIGURES.size(); i++) {
      draw(figure(FIGURES.get(i)), cell(i, FIGURES.size(), y, FIGURE));
    }
    y += FIGURE + GAP;
    for (List<String> row : ROWS) {
      row(row, y);
      y += PANEL + GAP;
    }
    return svg.toString();
  }

  private String source() {
    String day = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(to);
    return "A preview, drawn from the data of a real Prometheus by a program of Heddle, not by Grafana."
        + " %s, servers and clients on one machine.".formatted(day);
  }

  /** The names of the alerts that fire at the end; the figure shows only their number. */
  private String alerts() throws IOException, InterruptedException {
    String firing = "ALERTS{alertstate=\"firing\"}";
    List<String> names = new ArrayList<>();
    for (Answer answer : prometheus.query(firing, to, to, STEP)) {
      names.add(answer.label("alertname") + " on " + answer.label("engine"));
    }
    return "Alerts firing: " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".";
  }

  private static Box cell(int index, int count, double y, double height) {
    double width = (WIDTH - GAP * (count + 1.0)) / count;
    return new Box(GAP + index * (width + GAP), y, width, height);
  }

  private Panel figure(String title) {
    return find(title, panel -> panel.type().equals("stat"));
  }

  private Panel chart(String title) {
    return find(title, panel -> !panel.type().equals("stat"));
  }

  private Panel find(String title, Predicate<Panel> isOfType) {
    return dashboard.charts().stream()
        .filter(isOfType.and(panel -> panel.title().equals(title)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the dashboard has no panel " + title));
  }

  private void row(List<String> titles, double y) throws IOException, InterruptedException {
    for (int i = 0; i < titles.size(); i++) {
      Panel panel = chart(titles.get(i));
      if (!panel.isRepeated()) {
        lines(panel, cell(i, titles.size(), y, PANEL));
      } else if (panel.type().equals("heatmap")) {
        heatMaps(panel, y);
      } else {
        layers(panel, y);
      }
    }
  }

  private List<Curve> ask(Panel panel, Choice choice) throws IOException, InterruptedException {
    List<Curve> curves = new ArrayList<>();
    for (Target target : panel.targets()) {
      String expression = choice.in(target.expr(), INTERVAL);
      for (Answer answer : prometheus.query(expression, from, to, STEP)) {
        String name =
            LABEL
                .matcher(target.legend())
                .replaceAll(label -> Matcher.quoteReplacement(answer.label(label.group(1))));
        curves.add(new Curve(name, engine(answer), answer));
      }
    }
    curves.sort(Comparator.comparing(Curve::engine).thenComparing(Curve::name));
    return curves;
  }

  private static Variant engine(Answer answer) {
    for (Variant variant : Variant.values()) {
      if (variant.label().equals(answer.label("engine"))) {
        return variant;
      }
    }
    throw new AssertionError("without an engine: " + answer);
  }

  private void draw(Panel panel, Box box) throws IOException, InterruptedException {
    Plot.frame(svg, box, panel.title());
    double y = box.y() + 46;
    for (Curve curve : ask(panel, all)) {
      List<Double> numbers =
          curve.answer().samples().values().stream().filter(Double::isFinite).toList();
      String text =
          numbers.isEmpty() ? "no data" : Quantity.of(panel.unit()).text(numbers.getLast());
      svg.text(box.x() + 10, y, "start", 12, Plot.TEXT, curve.name());
      svg.text(box.right() - 10, y + 2, "end", 19, color(panel, curve, numbers), text);
      y += 25;
    }
  }

  /** The color of a figure: that of its engine, or of its threshold. */
  private static String color(Panel panel, Curve curve, List<Double> numbers) {
    if (!panel.isColoredByThresholds()) {
      return Curves.color(curve.engine());
    }
    String name = numbers.isEmpty() ? "text" : panel.thresholdColor(numbers.getLast());
    return switch (name) {
      case "text" -> Plot.TEXT;
      case "yellow" -> "#fade2a";
      case "red" -> "#f2495c";
      default -> throw new AssertionError("unknown color: " + name);
    };
  }

  private void lines(Panel panel, Box box) throws IOException, InterruptedException {
    Quantity quantity = Quantity.of(panel.unit());
    List<Curve> curves = Curves.worthDrawing(ask(panel, all));
    List<Entry> entries = Curves.entries(curves, quantity);
    double most = panel.fixedMost().orElseGet(() -> Plot.roundedUp(Curves.most(curves), quantity));
    Plot plot =
        Plot.of(svg, box, panel.title(), from, to, most, Plot.legendLines(entries, box.width()));
    plot.valueAxis(quantity);
    plot.timeAxis();
    Curves.drawLines(plot, curves, entries);
  }

  /** Draws the engines side by side, with the same axis and the same colors. */
  private void layers(Panel panel, double y) throws IOException, InterruptedException {
    List<List<Curve>> curvesOf = new ArrayList<>();
    TreeSet<Double> times = new TreeSet<>();
    double most = 0;
    for (Variant engine : ENGINES) {
      List<Curve> curves = ask(panel, all.only(engine));
      curves.forEach(curve -> times.addAll(curve.answer().samples().keySet()));
      most = Math.max(most, Curves.mostOfAll(curves, times));
      curvesOf.add(curves);
    }
    Quantity quantity = Quantity.of(panel.unit());
    double top = Plot.roundedUp(most, quantity);
    for (int i = 0; i < ENGINES.size(); i++) {
      List<Entry> entries =
          Curves.layerEntries(curvesOf.get(i), name -> panel.colorOf(name).orElse(Plot.FAINT));
      Box box = cell(i, ENGINES.size(), y, PANEL);
      int lines = Plot.legendLines(entries, box.width());
      Plot plot = Plot.of(svg, box, titleOn(panel, ENGINES.get(i)), from, to, top, lines);
      plot.valueAxis(quantity);
      plot.timeAxis();
      Curves.drawLayers(plot, curvesOf.get(i), entries, List.copyOf(times));
    }
  }

  /** Draws the engines side by side, with the same colors. */
  private void heatMaps(Panel panel, double y) throws IOException, InterruptedException {
    List<HeatMap> maps = new ArrayList<>();
    double most = 1;
    Target target = panel.targets().getFirst();
    for (Variant engine : ENGINES) {
      String expression = all.only(engine).in(target.expr(), INTERVAL);
      HeatMap map = new HeatMap(prometheus.query(expression, from, to, STEP.multipliedBy(2)));
      most = Math.max(most, map.most());
      maps.add(map);
    }
    for (int i = 0; i < ENGINES.size(); i++) {
      Box box = cell(i, ENGINES.size(), y, PANEL);
      Plot plot = Plot.of(svg, box, titleOn(panel, ENGINES.get(i)), from, to, 1, 1);
      plot.timeAxis();
      maps.get(i).draw(plot, most);
    }
  }

  private static String titleOn(Panel panel, Variant engine) {
    return panel.title().replace("$engine", engine.label());
  }
}
