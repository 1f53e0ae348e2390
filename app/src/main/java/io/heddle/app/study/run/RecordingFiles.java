package io.heddle.app.study.run;

import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Sums up the files of Flight Recorder. */
final class RecordingFiles {
  private static final int FRAMES = 10;
  private static final int ALLOCATIONS = 5;
  private static final double SECOND_NANOS = 1e9;

  private final Map<Activity, Double> activities = new EnumMap<>(Activity.class);
  private final Map<String, Map<Activity, Double>> frames = new HashMap<>();
  private final Map<String, Double> allocated = new HashMap<>();
  private final Sum pinned = new Sum();
  private final Sum monitors = new Sum();
  private final Sum parks = new Sum();
  private final Sum collections = new Sum();
  private long samples;

  private RecordingFiles() {}

  /** How often something was, and how long altogether. */
  private static final class Sum {
    private long count;
    private double seconds;

    void add(Duration duration) {
      count++;
      seconds += seconds(duration);
    }

    Recording.Waits waits() {
      return new Recording.Waits(count, seconds);
    }
  }

  /** Reads the events of a load. */
  static Recording read(Path file, Place place, RecordedLoad load) throws IOException {
    RecordingFiles sums = new RecordingFiles();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (load.contains(event.getStartTime())) {
          sums.add(event);
        }
      }
    }
    return sums.recording(place, load);
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" -> addSample(event);
      case "jdk.ObjectAllocationSample" ->
          allocated.merge(
              typeName(event.<RecordedClass>getValue("objectClass").getName()),
              (double) event.getLong("weight"),
              Double::sum);
      case "jdk.VirtualThreadPinned" -> pinned.add(event.getDuration());
      case "jdk.JavaMonitorEnter" -> monitors.add(event.getDuration());
      case "jdk.ThreadPark" -> parks.add(event.getDuration());
      case "jdk.GarbageCollection" -> collections.add(event.getDuration("sumOfPauses"));
      case "jdk.GCCPUTime" ->
          activities.merge(
              Activity.GC,
              seconds(event.getDuration("userTime")) + seconds(event.getDuration("systemTime")),
              Double::sum);
      default -> {
        // of no interest here
      }
    }
  }

  private void addSample(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) return;
    samples++;
    double seconds = seconds(event.getDuration("samplingPeriod"));
    List<String> methods = stack.getFrames().stream().map(RecordingFiles::method).toList();
    Activity activity = Frames.activity(methods);
    activities.merge(activity, seconds, Double::sum);
    frames
        .computeIfAbsent(methods.getFirst(), _ -> new EnumMap<>(Activity.class))
        .merge(activity, seconds, Double::sum);
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / SECOND_NANOS;
  }

  private Recording recording(Place place, RecordedLoad load) {
    double known = sum(activities);
    // CPU time is counted in ticks, and samples are not exact either
    double all = Math.max(Math.max(load.cpuSeconds(), known), 1 / SECOND_NANOS);
    activities.put(Activity.JVM, all - known);
    return new Recording(
        place,
        load.start(),
        seconds(Duration.between(load.start(), load.end())),
        load.requests(),
        all,
        load.compilerSeconds(),
        load.processors(),
        samples,
        activities,
        topFrames(),
        topAllocations(),
        pinned.waits(),
        monitors.waits(),
        parks.waits(),
        collections.waits());
  }

  private List<Recording.Frame> topFrames() {
    return frames.entrySet().stream()
        .map(entry -> frame(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble(Recording.Frame::seconds)
                .reversed()
                .thenComparing(Recording.Frame::method))
        .limit(FRAMES)
        .toList();
  }

  private static Recording.Frame frame(String method, Map<Activity, Double> byActivity) {
    Activity most =
        byActivity.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return new Recording.Frame(method, most, sum(byActivity));
  }

  private List<Recording.Allocation> topAllocations() {
    double all = allocated.values().stream().mapToDouble(Double::doubleValue).sum();
    return allocated.entrySet().stream()
        .map(entry -> new Recording.Allocation(entry.getKey(), entry.getValue() / all))
        .sorted(
            Comparator.comparingDouble(Recording.Allocation::share)
                .reversed()
                .thenComparing(Recording.Allocation::type))
        .limit(ALLOCATIONS)
        .toList();
  }

  private static double sum(Map<Activity, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The name of a class as in source code: {@code [B} is {@code byte[]}. */
  static String typeName(String name) {
    int dimensions = name.lastIndexOf('[') + 1;
    if (dimensions == 0) return name;
    String element =
        switch (name.charAt(dimensions)) {
          case 'B' -> "byte";
          case 'C' -> "char";
          case 'D' -> "double";
          case 'F' -> "float";
          case 'I' -> "int";
          case 'J' -> "long";
          case 'S' -> "short";
          case 'Z' -> "boolean";
          default -> name.substring(dimensions + 1, name.length() - 1).replace('/', '.');
        };
    return element + "[]".repeat(dimensions);
  }
}
