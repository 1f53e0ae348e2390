package io.heddle.app.study.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one loop counts. A request counts if it was to start within the window; bytes and the
 * responses of each second count if they came within it.
 */
final class Tally {
  /** Results of the requests with the same label. */
  static final class Labelled {
    private final Histogram latency = histogram();
    private long errors;

    Histogram latency() {
      return latency;
    }

    long errors() {
      return errors;
    }
  }

  private static final int MAX_STATUS = 599;
  static final long MAX_NANOS = 600_000_000_000L;
  private static final int DIGITS = 3;

  private final boolean isOpen;
  private final Window window;
  private final Histogram latency = histogram();
  private final Histogram serviceTime = histogram();
  private final Histogram lateness = histogram();
  private final Map<String, Labelled> labels = new TreeMap<>();
  private final Map<Failure, Long> errors = new EnumMap<>(Failure.class);
  private final long[] statuses = new long[MAX_STATUS + 1];
  private final long[] perSecond;
  private final @Nullable Slices slices;
  private long bytesReceived;
  private long bytesSent;

  Tally(Job job) {
    this.isOpen = job.isOpen();
    this.window = Window.of(job);
    this.perSecond = new long[window.seconds()];
    this.slices = Slices.of(job);
  }

  private static Histogram histogram() {
    return new Histogram(MAX_NANOS, DIGITS);
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, MAX_NANOS));
  }

  /** A request was sent this much later than it could have been. */
  void sent(Template template, long intended, long lateNanos) {
    if (isOpen && template.isMeasured() && window.contains(intended)) {
      record(lateness, lateNanos);
    }
  }

  /** The oldest request of a connection was answered. */
  void answered(InFlight request, int status, long now) {
    Template template = request.template();
    long service = now - request.sentAt();
    long since = isOpen ? now - request.intended() : service;
    boolean counts = window.contains(request.intended());
    if (template.isMeasured() && window.contains(now)) {
      perSecond[window.second(now)]++;
    }
    if (template.isMeasured() && slices != null) {
      slices.answered(request.intended(), since, isUsable(status), now);
    }
    if (template.isMeasured() && counts) {
      statuses[status]++;
      record(latency, since);
      record(serviceTime, service);
    }
    String label = template.label();
    if (label != null && counts) {
      record(labelled(label).latency, since);
    }
  }

  private static boolean isUsable(int status) {
    return status / 100 == 2;
  }

  /** A request will not be answered. */
  void failed(Template template, long intended, Failure failure) {
    if (template.isMeasured() && slices != null) {
      slices.failed(intended);
    }
    if (!window.contains(intended)) {
      return;
    }
    if (template.isMeasured()) {
      errors.merge(failure, 1L, Long::sum);
    }
    String label = template.label();
    if (label != null) {
      labelled(label).errors++;
    }
  }

  /** No connection could be opened for a request of a closed loop. */
  void notConnected(long now) {
    if (window.contains(now)) {
      errors.merge(Failure.CONNECT, 1L, Long::sum);
    }
  }

  void received(long bytes, long now) {
    if (window.contains(now)) {
      bytesReceived += bytes;
    }
  }

  void sentBytes(long bytes, long now) {
    if (window.contains(now)) {
      bytesSent += bytes;
    }
  }

  private Labelled labelled(String label) {
    return labels.computeIfAbsent(label, l -> new Labelled());
  }

  /** Adds what another loop has counted. */
  void add(Tally other) {
    latency.add(other.latency);
    serviceTime.add(other.serviceTime);
    lateness.add(other.lateness);
    other.labels.forEach(
        (label, results) -> {
          Labelled mine = labelled(label);
          mine.latency.add(results.latency);
          mine.errors += results.errors;
        });
    other.errors.forEach((failure, count) -> errors.merge(failure, count, Long::sum));
    add(statuses, other.statuses);
    add(perSecond, other.perSecond);
    if (slices != null && other.slices != null) {
      slices.add(other.slices);
    }
    bytesReceived += other.bytesReceived;
    bytesSent += other.bytesSent;
  }

  private static void add(long[] sums, long[] more) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
  }

  Histogram latency() {
    return latency;
  }

  Histogram serviceTime() {
    return serviceTime;
  }

  Histogram lateness() {
    return lateness;
  }

  Map<String, Labelled> labels() {
    return labels;
  }

  /** How many requests failed in each way, even if none did. */
  Map<Failure, Long> errors() {
    Map<Failure, Long> counts = new EnumMap<>(Failure.class);
    for (Failure failure : Failure.values()) {
      counts.put(failure, errors.getOrDefault(failure, 0L));
    }
    return counts;
  }

  Map<Integer, Long> statuses() {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int status = 0; status < statuses.length; status++) {
      if (statuses[status] > 0) {
        counts.put(status, statuses[status]);
      }
    }
    return counts;
  }

  long[] perSecond() {
    return perSecond.clone();
  }

  /** The whole load in slices; null if the job wants none. */
  @Nullable Slices slices() {
    return slices;
  }

  long bytesReceived() {
    return bytesReceived;
  }

  long bytesSent() {
    return bytesSent;
  }
}
