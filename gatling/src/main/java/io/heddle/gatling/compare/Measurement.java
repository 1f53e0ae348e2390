package io.heddle.gatling.compare;

import io.heddle.gatling.report.LoadTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures one engine in one round, on a server of its own. */
final class Measurement {
  private static final String OPEN = "heddle_connections_open";
  private static final String DESCRIPTORS = "process_files_open_files";
  private static final String RESIDENT = "process_resident_memory_bytes";
  private static final String COUNT = "http_server_requests_seconds_count";
  private static final String SUM = "http_server_requests_seconds_sum";

  /** How long connections may take to close after a load. */
  private static final int SETTLE_SECONDS = 10;

  /** The JVM opens some of its own. */
  private static final int MAX_MORE_DESCRIPTORS = 16;

  private final Plan plan;
  private final Children children;
  private final Path root;
  private final Progress progress;

  Measurement(Plan plan, Children children, Path root, Progress progress) {
    this.plan = plan;
    this.children = children;
    this.root = root;
    this.progress = progress;
  }

  /** The state of a server before or after a load. */
  private record State(long cpuMillis, Metrics metrics) {}

  /**
   * Warms a new server up and measures it, with everything in a folder.
   *
   * @return what did not hold; empty if all is well
   */
  List<String> of(Variant variant, Path folder)
      throws IOException, InterruptedException, CompareException {
    Server server = Server.start(children, variant, root, plan.serverOptions(), folder);
    Gatling gatling = new Gatling(children, plan.simulation());
    long open = server.metrics().whole(OPEN);
    if (plan.hasWarmup()) {
      progress.begins(variant.label() + ": warming up, " + plan.warmup());
      Map<String, String> parameters = new LinkedHashMap<>(plan.parameters());
      parameters.put("ramp", "0");
      parameters.put("duration", plan.warmup());
      gatling.run(
          server.url(),
          parameters,
          folder.resolve("warmup"),
          Gatling.Reports.NONE,
          _ -> progress.goesOn());
    }
    settle(server, open);
    progress.begins(variant.label() + ": measuring");
    State before = new State(server.cpuMillis(), server.metrics());
    Path run = folder.resolve("run");
    LoadWatch watch = new LoadWatch();
    boolean held =
        gatling.run(
            server.url(),
            plan.parameters(),
            run,
            Gatling.Reports.WRITTEN,
            process -> {
              watch.look(process);
              progress.goesOn();
            });
    server.checkAlive();
    long cpuMillis = server.cpuMillis();
    State after = new State(cpuMillis, settle(server, open));
    server.stop();
    List<String> faults = new ArrayList<>(leaks(open, before, after));
    if (!held) {
      List<String> failed = Gatling.failedAssertions(run);
      faults.addAll(failed.isEmpty() ? List.of("see " + run.resolve("gatling.out")) : failed);
    }
    Files.writeString(
        run.resolve("run.properties"),
        properties(before, after, watch.during(LoadTime.in(run)), faults.isEmpty()));
    return faults;
  }

  /** Waits until no more connections are open than before, for a while; returns the metrics. */
  private static Metrics settle(Server server, long open)
      throws IOException, InterruptedException, CompareException {
    Metrics metrics = server.metrics();
    for (int waited = 0; metrics.whole(OPEN) > open && waited < SETTLE_SECONDS; waited++) {
      Thread.sleep(1_000);
      metrics = server.metrics();
    }
    return metrics;
  }

  private static List<String> leaks(long open, State before, State after) throws CompareException {
    List<String> leaks = new ArrayList<>();
    long openAfter = after.metrics.whole(OPEN);
    if (openAfter > open) {
      leaks.add(
          "connections leak: %d were open before the run, %d are open %d s after it"
              .formatted(open, openAfter, SETTLE_SECONDS));
    }
    long descriptors = before.metrics.whole(DESCRIPTORS);
    long descriptorsAfter = after.metrics.whole(DESCRIPTORS);
    if (descriptorsAfter > descriptors + MAX_MORE_DESCRIPTORS) {
      leaks.add(
          "descriptors leak: %d before the run, %d after it"
              .formatted(descriptors, descriptorsAfter));
    }
    return leaks;
  }

  private static String properties(State before, State after, LoadWatch.Use use, boolean isWell)
      throws CompareException {
    double requests = after.metrics.sum(COUNT) - before.metrics.sum(COUNT);
    double seconds = after.metrics.sum(SUM) - before.metrics.sum(SUM);
    return """
        cpuMillis=%d
        meanMillis=%s
        residentMiB=%d
        filesBefore=%d
        filesAfter=%d
        connectionsAfter=%d
        gatlingCores=%s
        machineBusyPercent=%s
        gates=%s
        """
        .formatted(
            after.cpuMillis - before.cpuMillis,
            number(seconds * 1_000 / requests),
            after.metrics.whole(RESIDENT) >> 20,
            before.metrics.whole(DESCRIPTORS),
            after.metrics.whole(DESCRIPTORS),
            after.metrics.whole(OPEN),
            number(use.gatlingCores()),
            number(use.machinePercent()),
            isWell ? "held" : "FAILED");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
