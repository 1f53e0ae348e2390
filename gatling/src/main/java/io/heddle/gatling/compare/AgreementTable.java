package io.heddle.gatling.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The results of {@link Agreement} as tables in Markdown. */
final class AgreementTable {
  /**
   * CPU time per request in microseconds.
   *
   * @param metrics as the server's metrics show it
   * @param kernel as the kernel counts it
   */
  record Cpu(double metrics, double kernel) {}

  /**
   * One load on one engine.
   *
   * @param limit why the study's generator was the limit, if it was
   */
  record Entry(
      String engine, String target, List<View> views, List<Cpu> cpu, Optional<String> limit) {
    Entry {
      views = List.copyOf(views);
      cpu = List.copyOf(cpu);
    }
  }

  private AgreementTable() {}

  /** All engines under one load: the same views for each. */
  static String times(List<Entry> entries) {
    Entry first = entries.getFirst();
    List<String> lines = new ArrayList<>();
    lines.add(row(first.target(), first.views().stream().map(View::name)));
    lines.add("|---".repeat(first.views().size() + 1) + "|");
    for (Entry entry : entries) {
      List<View> views = entry.views();
      String engine = entry.engine() + ", ";
      lines.add(row(engine + "requests/s", views.stream().map(v -> number(v.perSecond()))));
      lines.add(row(engine + "mean ms", views.stream().map(View::mean)));
      lines.add(row(engine + "p50 ms", views.stream().map(View::p50)));
      lines.add(row(engine + "p99 ms", views.stream().map(View::p99)));
    }
    return String.join("\n", lines) + "\n";
  }

  /** CPU time under all loads. */
  static String cpu(List<Entry> entries) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "CPU us per request",
            Stream.of("Gatling: metrics", "`/proc`", "study: metrics", "`/proc`")));
    lines.add("|---".repeat(5) + "|");
    for (Entry entry : entries) {
      lines.add(
          row(
              entry.engine() + ", " + entry.target(),
              entry.cpu().stream()
                  .flatMap(cpu -> Stream.of(number(cpu.metrics()), number(cpu.kernel())))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String row(String name, Stream<String> cells) {
    return "| " + name + " | " + String.join(" | ", cells.toList()) + " |";
  }
}
