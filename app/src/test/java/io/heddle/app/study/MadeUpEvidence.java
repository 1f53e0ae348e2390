package io.heddle.app.study;

import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.SystemCalls;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recordings and counts of system calls that fit the made-up study, and that nobody made. */
public final class MadeUpEvidence {
  private static final Recording.Waits NONE = new Recording.Waits(0, 0);

  private MadeUpEvidence() {}

  /** Explains requests that do nothing: platform threads are behind because of the scheduler. */
  public static Evidence write(Archive archive) throws IOException {
    Evidence evidence = Evidence.of(archive);
    evidence.write(tiny("epoll-virtual", 1e-6, 9e-6));
    evidence.write(tiny("epoll-pool", 1e-6, 9e-6));
    evidence.write(tiny("threads", 8e-6, 10e-6));
    evidence.write(calls("epoll-pool", 12_000, 200));
    evidence.write(calls("threads", 10_200, 31_000));
    evidence.writeGaps(Set.of());
    return evidence;
  }

  /** A recording with known CPU time per request. */
  private static Recording tiny(String variant, double scheduling, double sockets) {
    return recording(
        new Place("tiny", "connections=512", variant),
        Map.of(Activity.SCHEDULING, scheduling * 10_000, Activity.SOCKETS, sockets * 10_000));
  }

  /** A recording of a second with 10,000 requests. */
  public static Recording recording(Place place, Map<Activity, Double> activities) {
    return recording(place, activities, 240);
  }

  public static Recording recording(Place place, Map<Activity, Double> activities, long samples) {
    return new Recording(
        place,
        Instant.parse("2026-11-20T11:00:00Z"),
        1,
        10_000,
        activities.values().stream().mapToDouble(Double::doubleValue).sum(),
        0.05,
        1,
        samples,
        activities,
        List.of(
            new Recording.Frame("sun.nio.ch.SocketDispatcher.write0", Activity.SOCKETS, 0.04),
            new Recording.Frame("java.lang.VirtualThread.unpark", Activity.SCHEDULING, 0.01)),
        List.of(new Recording.Allocation("byte[]", 0.625)),
        new Recording.Waits(3, 0.04),
        NONE,
        new Recording.Waits(40, 4.2),
        new Recording.Waits(2, 0.07));
  }

  /** The calls of 10,000 requests. */
  private static SystemCalls calls(String variant, long reads, long futexes) {
    return new SystemCalls(
        new Place("tiny", "connections=64", variant),
        10_000,
        Map.of("read", reads, "write", 10_000L, "futex", futexes, "mmap", 12L));
  }
}
