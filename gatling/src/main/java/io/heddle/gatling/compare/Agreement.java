package io.heddle.gatling.compare;

import io.heddle.gatling.report.Responses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The same load from Gatling and from the study's generator, on the same server, each as the
 * generator and the server's metrics show it.
 */
final class Agreement {
  /** Nothing is measured before the load has been on for this long. */
  private static final int LEAD_SECONDS = 10;

  private static final int WARMUP_SECONDS = 10;
  private static final double NANOS = 1e-6;

  /**
   * A load that both generators can produce.
   *
   * @param simulation of Gatling, with its parameters
   * @param target the path that it requests
   * @param rate requests per second
   */
  record Load(String simulation, Map<String, String> parameters, String target, int rate) {
    Load {
      parameters = Map.copyOf(parameters);
    }
  }

  /** A way to look at a load: a column of the table. */
  private record View(String name, double perSecond, String mean, String p50, String p99) {
    static View of(String name, double perSecond, Histogram times, double unitMillis) {
      double finest = unitMillis < 1 ? 0 : 1;
      return new View(
          name,
          perSecond,
          millis(times.getMean() * unitMillis, 0),
          millis(times.getValueAtPercentile(50) * unitMillis, finest),
          millis(times.getValueAtPercentile(99) * unitMillis, finest));
    }

    static View of(String name, ServerWindow window) {
      ServerTimes times = window.times();
      return new View(
          name,
          times.count() / window.seconds(),
          millis(times.meanMillis(), 0),
          millis(times.quantileMillis(0.5), times.finestMillis()),
          millis(times.quantileMillis(0.99), times.finestMillis()));
    }

    private static String millis(double value, double finest) {
      if (value < finest) {
        return String.format(Locale.ROOT, "< %.1f", finest);
      }
      return String.format(Locale.ROOT, finest == 1 ? "%.0f" : "%.2f", value);
    }
  }

  private final Children children;
  private final Progress progress;
  private final Variant variant;
  private final int seconds;
  private final Path folder;

  Agreement(Children children, Progress progress, Variant variant, int seconds, Path folder) {
    this.children = children;
    this.progress = progress;
    this.variant = variant;
    this.seconds = seconds;
    this.folder = folder;
  }

  /** Measures a load; returns a table in Markdown. */
  String table(Load load) throws IOException, InterruptedException, CompareException {
    Path place = folder.resolve(load.simulation());
    Path root = place.resolve("root");
    FilesToServe.write(root);
    Server server = Server.start(children, variant, root, List.of(), place);
    StudyGenerator generator = new StudyGenerator(children, place);
    progress.begins(load.target() + ": warming up");
    generator.run("warmup", job(server, load, WARMUP_SECONDS, 1), _ -> progress.goesOn());
    ServerWindow withGatling = window(server, load);
    Path run = place.resolve("gatling");
    progress.begins(load.target() + ": load from Gatling");
    runGatling(load, server, run, withGatling);
    ServerWindow withStudy = window(server, load);
    progress.begins(load.target() + ": load from the study's generator");
    StudyGenerator.Result result =
        generator.run(
            "study",
            job(server, load, LEAD_SECONDS, seconds + 2),
            _ -> {
              withStudy.look();
              progress.goesOn();
            });
    server.stop();
    progress.stepDone();
    Histogram logged = Responses.endedWithin(withGatling.time(), run);
    withStudy.time();
    return table(
            load,
            List.of(
                View.of("Gatling's log", logged.getTotalCount() / withGatling.seconds(), logged, 1),
                View.of("the server meanwhile", withGatling),
                View.of("study, latency", result.perSecond(), result.histogram("latency"), NANOS),
                View.of(
                    "study, service time",
                    result.perSecond(),
                    result.histogram("serviceTime"),
                    NANOS),
                View.of("the server meanwhile", withStudy)))
        + cpu(withGatling, withStudy)
        + (result.limit().equals("null") ? "" : "\nwarning: " + result.limit() + "\n");
  }

  private Map<String, Object> job(Server server, Load load, int leadSeconds, int measureSeconds) {
    return StudyGenerator.job(
        server.url(), load.target(), load.rate(), leadSeconds, measureSeconds);
  }

  private ServerWindow window(Server server, Load load) throws IOException {
    return new ServerWindow(server, (long) load.rate() * LEAD_SECONDS, seconds * 1_000L);
  }

  private void runGatling(Load load, Server server, Path run, ServerWindow window)
      throws IOException, InterruptedException, CompareException {
    new Gatling(children, load.simulation())
        .run(
            server.url(),
            load.parameters(),
            run,
            Gatling.Reports.NONE,
            _ -> {
              window.look();
              progress.goesOn();
            });
  }

  /** The parameters of a simulation that lasts long enough. */
  Map<String, String> parameters(int rate) {
    return Map.of(
        "rate",
        Integer.toString(rate),
        "ramp",
        "0",
        "duration",
        Integer.toString(LEAD_SECONDS + seconds + 2));
  }

  private static String table(Load load, List<View> views) {
    List<String> lines = new ArrayList<>();
    lines.add(row(load.target(), views.stream().map(View::name).toList()));
    lines.add("|---".repeat(views.size() + 1) + "|");
    List<String> rates =
        views.stream().map(v -> String.format(Locale.ROOT, "%.1f", v.perSecond())).toList();
    lines.add(row("requests/s", rates));
    lines.add(row("mean ms", views.stream().map(View::mean).toList()));
    lines.add(row("p50 ms", views.stream().map(View::p50).toList()));
    lines.add(row("p99 ms", views.stream().map(View::p99).toList()));
    return String.join("\n", lines) + "\n";
  }

  private static String row(String name, List<String> cells) {
    return "| " + name + " | " + String.join(" | ", cells) + " |";
  }

  private static String cpu(ServerWindow withGatling, ServerWindow withStudy) {
    return String.format(
        Locale.ROOT,
        """

        CPU us per request, metrics and kernel: %.1f and %.1f with Gatling, %.1f and %.1f with the study
        """,
        withGatling.cpuMicrosOfMetrics(),
        withGatling.cpuMicrosOfKernel(),
        withStudy.cpuMicrosOfMetrics(),
        withStudy.cpuMicrosOfKernel());
  }
}
