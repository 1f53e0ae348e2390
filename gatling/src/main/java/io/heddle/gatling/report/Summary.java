package io.heddle.gatling.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The totals of a log: of all requests, and by name in the order of appearance. */
final class Summary {
  private final RunHeader run;
  private final ResponseTimes all = new ResponseTimes();
  private final Map<String, ResponseTimes> byName = new LinkedHashMap<>();
  private long faults;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;

  private Summary(RunHeader run) {
    this.run = run;
  }

  /** Reads a log to its end. */
  static Summary of(SimulationLog log) throws IOException {
    Summary summary = new Summary(log.header());
    for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
      summary.add(entry.get());
    }
    return summary;
  }

  private void add(Entry entry) {
    switch (entry) {
      case Entry.Request request -> add(request);
      case Entry.Fault fault -> faults++;
      case Entry.User user -> {}
      case Entry.Group group -> {}
    }
  }

  private void add(Entry.Request request) {
    all.add(request);
    byName.computeIfAbsent(nameOf(request), name -> new ResponseTimes()).add(request);
    firstMillis = Math.min(firstMillis, request.startMillis());
    lastMillis = Math.max(lastMillis, request.endMillis());
  }

  private static String nameOf(Entry.Request request) {
    return request.groups().isEmpty()
        ? request.name()
        : String.join(" / ", request.groups()) + " / " + request.name();
  }

  RunHeader run() {
    return run;
  }

  ResponseTimes all() {
    return all;
  }

  Map<String, ResponseTimes> byName() {
    return byName;
  }

  /** The number of errors in the simulation itself, which are not failed requests. */
  long faults() {
    return faults;
  }

  /** When the first request started and the last one ended. */
  LoadTime time() {
    return new LoadTime(run.startMillis() + firstMillis, run.startMillis() + lastMillis);
  }

  /** Requests per second, from the start of the first to the end of the last. */
  double perSecond() {
    return all.count() == 0 ? 0 : all.count() * 1_000.0 / Math.max(1, lastMillis - firstMillis);
  }
}
