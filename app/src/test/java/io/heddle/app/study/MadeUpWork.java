package io.heddle.app.study;

import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Workload;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workloads of the made-up study, and laws for their figures. */
final class MadeUpWork {
  static final List<String> VARIANTS =
      List.of("epoll-virtual", "epoll-pool", "vthreads", "threads");

  /** What requests ask for. */
  static String target(CellKey key) {
    return key.workload().equals("cpu") ? "/work?spin=61000&bytes=128" : "/plaintext";
  }

  static final List<Workload> ALL =
      List.of(
          new Workload(
              "tiny",
              "Tiny responses",
              "How fast are requests that do nothing?",
              points("connections", "", "", 1, 8, 64, 512, 4096),
              "connections",
              "",
              Figure.THROUGHPUT),
          new Workload(
              "wait",
              "Handlers that wait",
              "Who serves most when every handler waits 100 ms for another system?",
              points("connections", "", "wait=100ms ", 64, 256, 1000, 4000),
              "connections",
              "",
              Figure.THROUGHPUT),
          new Workload(
              "cpu",
              "Handlers that compute",
              "From which amount of CPU time on does the model no longer matter, or turn around?",
              points("work", "ms", "", 0.1, 0.3, 1, 3, 10, 30),
              "CPU time of a request",
              "ms",
              Figure.THROUGHPUT),
          new Workload(
              "rate",
              "Rising load",
              "How much load does each one take before requests queue?",
              points("rate", "/s", "", 8000, 16000, 32000, 64000, 96000, 128000),
              "offered load",
              "/s",
              Figure.THROUGHPUT),
          new Workload(
              "idle",
              "Idle connections",
              "What does a connection cost that does nothing?",
              points("connections", "", "", 64, 1024, 4096, 16384),
              "connections",
              "",
              Figure.RSS),
          new Workload(
              "download",
              "Large downloads",
              "Who sends most bytes of large files?",
              points("size", "MiB", "", 100),
              "size",
              "MiB",
              Figure.GOODPUT),
          new Workload(
              "overload",
              "Overload",
              "What do bystanders notice while others ask for too much?",
              points("clients", "", "", 100, 200),
              "clients",
              "",
              Figure.BYSTANDER_P99),
          new Workload(
              "start",
              "Cold start",
              "When does a new process give its first answer?",
              List.of(new Point("jvm=cold", 0, "")),
              "",
              "",
              Figure.FIRST_ANSWER_SECONDS));

  private MadeUpWork() {}

  private static List<Point> points(String name, String unit, String rest, double... x) {
    return Arrays.stream(x)
        .mapToObj(v -> new Point(rest + name + "=" + number(v) + unit, v, unit))
        .toList();
  }

  private static String number(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }

  /** What a variant would measure at x if nothing ever varied. */
  static Map<Figure, Double> figures(String workload, String variant, double x) {
    int v = VARIANTS.indexOf(variant);
    Map<Figure, Double> f = new LinkedHashMap<>();
    switch (workload) {
      case "tiny" -> served(f, new double[] {98e3, 98.3e3, 91e3, 74e3}[v] * x / (x + 6), x);
      case "wait" -> served(f, Math.min(x, new double[] {4000, 256, 4000, 2600}[v]) * 9.9, x);
      case "cpu" -> {
        double[] overhead = {0.012, 0.016, 0.008, 0.02};
        double[] share = {1, 0.995, 0.93, 0.97};
        served(f, 1000 / (overhead[v] * 20 + x / share[v]), 64);
      }
      case "rate" -> {
        double capacity = new double[] {97e3, 95e3, 88e3, 61e3}[v];
        served(f, Math.min(x, capacity), 64);
        f.put(Figure.LATENCY_P99, 0.0004 + (x < capacity ? 0.00008 / (1 - x / capacity) : 0.9));
      }
      case "idle" -> {
        double[] each = {2_100, 2_100, 5_200, 21_000};
        f.put(Figure.RSS, 92e6 + each[v] * x);
        f.put(Figure.THREADS, v == 3 ? x + 20 : 24);
      }
      case "download" -> f.put(Figure.GOODPUT, new double[] {31.0, 31.02, 30.95, 30.98}[v]);
      case "overload" -> {
        f.put(Figure.BYSTANDER_P99, new double[] {0.021, 0.34, 0.033, 0.19}[v] * x / 100);
        f.put(Figure.LATENCY_P50, new double[] {0.011, 0.12, 0.015, 0.08}[v]);
        f.put(Figure.ERROR_SHARE, v == 1 ? 0.0008 * x : 0);
      }
      case "start" ->
          f.put(Figure.FIRST_ANSWER_SECONDS, new double[] {0.271, 0.262, 0.233, 0.231}[v]);
      default -> throw new IllegalArgumentException(workload);
    }
    return f;
  }

  /** How busy the generator is: very, only with tiny requests of very many clients. */
  static double busy(CellKey key) {
    boolean isFast = !key.variant().equals("threads");
    return key.workload().equals("tiny") && key.point().equals("connections=4096") && isFast
        ? 0.88
        : 0.31;
  }

  private static void served(Map<Figure, Double> f, double throughput, double connections) {
    f.put(Figure.THROUGHPUT, throughput);
    f.put(Figure.LATENCY_P50, connections / throughput);
    f.put(Figure.LATENCY_P99, 3.1 * connections / throughput);
    f.put(Figure.CPU_PER_REQUEST, 0.93 / throughput);
    f.put(Figure.RSS, 110e6 + 14_000 * connections);
  }
}
