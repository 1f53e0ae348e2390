package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** All counters of a server at one moment. Two of them show what happened in between. */
record Counters(
    long nanos, double requests, double loopSeconds, AdminPages.JvmFigures jvm, ProcessFigures os) {
  private static final double SECOND_NANOS = 1e9;
  static final String REQUESTS = "http_server_requests_seconds_count";
  private static final String LOOP_BUSY = "heddle_loop_busy_seconds_total";

  /** The counters before a load: those that cost something come first. */
  static Counters before(ServerProcess server) throws IOException, MeasurementException {
    String metrics = server.admin().metrics();
    AdminPages.JvmFigures jvm = server.admin().jvm();
    ProcessFigures os = ProcessFigures.of(server.pid());
    return of(metrics, jvm, os);
  }

  /** The counters after a load: those that cost something come last. */
  static Counters after(ServerProcess server) throws IOException, MeasurementException {
    ProcessFigures os = ProcessFigures.of(server.pid());
    AdminPages.JvmFigures jvm = server.admin().jvm();
    String metrics = server.admin().metrics();
    return of(metrics, jvm, os);
  }

  private static Counters of(String metrics, AdminPages.JvmFigures jvm, ProcessFigures os) {
    return new Counters(
        System.nanoTime(),
        AdminPages.sum(metrics, REQUESTS),
        AdminPages.sum(metrics, LOOP_BUSY),
        jvm,
        os);
  }

  /**
   * The figures from these counters to later ones: of the whole load, from its lead to its last
   * response.
   */
  Map<Figure, Double> to(Counters later) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    double seconds = (later.nanos - nanos) / SECOND_NANOS;
    double count = later.requests - requests;
    if (count >= 1) {
      figures.put(
          Figure.ALLOCATION_PER_REQUEST,
          (later.jvm.allocatedBytes() - jvm.allocatedBytes()) / count);
      Long switchesBefore = jvm.contextSwitches();
      Long switchesAfter = later.jvm.contextSwitches();
      if (switchesBefore != null && switchesAfter != null) {
        figures.put(Figure.CONTEXT_SWITCHES_PER_REQUEST, (switchesAfter - switchesBefore) / count);
      }
    }
    figures.put(Figure.RSS, (double) later.os.rssBytes());
    figures.put(Figure.THREADS, (double) later.jvm.peakThreads());
    figures.put(Figure.GC_PAUSES, (double) (later.jvm.gcPauses() - jvm.gcPauses()));
    figures.put(Figure.GC_PAUSE_TOTAL, (later.jvm.gcPauseMillis() - jvm.gcPauseMillis()) / 1_000.0);
    double available = seconds * jvm.processors();
    double carriers = (later.os.carrierNanos() - os.carrierNanos()) / SECOND_NANOS;
    if (carriers > 0) {
      figures.put(Figure.CARRIER_UTILISATION, Math.min(1, carriers / available));
    }
    if (later.loopSeconds > loopSeconds) {
      figures.put(
          Figure.LOOP_UTILISATION, Math.min(1, (later.loopSeconds - loopSeconds) / available));
    }
    return figures;
  }

  double cpuNanosTo(Counters later) {
    return later.os.cpuNanos() - os.cpuNanos();
  }
}
