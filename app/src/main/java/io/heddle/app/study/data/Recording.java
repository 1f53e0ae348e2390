package io.heddle.app.study.data;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What Flight Recorder saw of a server under a steady load.
 *
 * @param seconds how long the load lasted
 * @param requests how many the server answered meanwhile
 * @param cpuSeconds the CPU time of the process meanwhile, without that of compilers
 * @param compilerSeconds the CPU time of the JVM's compilers
 * @param processors how many it might use
 * @param samples how many samples of CPU time there are
 * @param activities seconds of CPU time; together they are about those of the process
 * @param frames the methods in which most samples are, with the largest first
 * @param allocations the classes that take most of the allocated memory, with the largest first
 * @param pinned waits during which virtual threads kept their carriers
 * @param monitors waits for locks of {@code synchronized}
 * @param parks waits of platform threads for anything else
 * @param collections pauses of the garbage collector
 */
public record Recording(
    Place place,
    Instant startedAt,
    double seconds,
    long requests,
    double cpuSeconds,
    double compilerSeconds,
    int processors,
    long samples,
    Map<Activity, Double> activities,
    List<Frame> frames,
    List<Allocation> allocations,
    Waits pinned,
    Waits monitors,
    Waits parks,
    Waits collections) {
  public Recording {
    Required.value("place", place);
    Required.value("startedAt", startedAt);
    activities = Required.sorted("activities", activities);
    frames = List.copyOf(Required.value("frames", frames));
    allocations = List.copyOf(Required.value("allocations", allocations));
    Required.value("pinned", pinned);
    Required.value("monitors", monitors);
    Required.value("parks", parks);
    Required.value("collections", collections);
    if (cpuSeconds <= 0 || requests < 1 || processors < 1) {
      throw new IllegalArgumentException(
          "\"cpuSeconds\", \"requests\" or \"processors\" is missing or not positive");
    }
  }

  /**
   * A method at the top of samples.
   *
   * @param activity what most of these samples are about
   */
  public record Frame(String method, Activity activity, double seconds) {
    public Frame {
      Required.text("method", method);
      Required.value("activity", activity);
    }
  }

  /** How much of the allocated memory is that of a class. */
  public record Allocation(String type, double share) {
    public Allocation {
      Required.text("type", type);
    }
  }

  /** How often threads waited, and how long altogether. */
  public record Waits(long count, double seconds) {}

  public double cpuPerRequest() {
    return cpuSeconds / requests;
  }

  public double cpuPerRequest(Activity activity) {
    return activities.getOrDefault(activity, 0.0) / requests;
  }

  /** The part of the CPU time that an activity takes. */
  public double share(Activity activity) {
    return activities.getOrDefault(activity, 0.0) / cpuSeconds;
  }
}
