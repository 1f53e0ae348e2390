package io.heddle.engine.eventloop;

import io.heddle.engine.Meter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How busy a loop has been since it started. The loop's thread counts; any thread may read. */
final class LoopLoad {
  private static final long WAITING = 0;
  private static final double NANOS_PER_SECOND = 1e9;

  private final AtomicLong wakeUps = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();

  /** When the current turn began. */
  private final AtomicLong wokenNanos = new AtomicLong(WAITING);

  private final AtomicLong reportedNanos = new AtomicLong();

  LoopLoad() {}

  /** Begins a turn, unless one has begun. */
  void wake() {
    if (wokenNanos.getPlain() == WAITING) {
      wokenNanos.setRelease(Math.max(1, System.nanoTime()));
    }
  }

  /** Ends a turn in which this many sockets were ready. */
  void turned(int ready, long nowNanos) {
    add(wakeUps, 1);
    add(events, ready);
    long nanos = nowNanos - wokenNanos.getPlain();
    // this order ensures that a concurrent reader counts no turn twice
    wokenNanos.setRelease(WAITING);
    add(busyNanos, nanos);
  }

  /** The metrics of the loop with this number. */
  List<Meter> meters(int number) {
    Map<String, String> loop = Map.of("loop", Integer.toString(number));
    return List.of(
        Meter.counter(
            "heddle.selector.wakeups",
            "Times that a loop's selector woke",
            "",
            loop,
            this::wakeUps),
        Meter.counter(
            "heddle.selector.events",
            "Sockets that a loop's selector found ready",
            "",
            loop,
            this::events),
        Meter.counter(
            "heddle.loop.busy",
            "Time in which a loop was not waiting",
            "seconds",
            loop,
            () -> busyNanos() / NANOS_PER_SECOND));
  }

  /** There is a single writer, so this needs no atomic operation. */
  private static void add(AtomicLong total, long more) {
    total.setRelease(total.getPlain() + more);
  }

  /** How many times the selector woke, for sockets, tasks or deadlines. */
  public long wakeUps() {
    return wakeUps.get();
  }

  /** How many ready sockets it found in total. */
  public long events() {
    return events.get();
  }

  /** How long the loop was not waiting, in nanoseconds, including the current turn. */
  public long busyNanos() {
    long total = busyNanos.get();
    long woken = wokenNanos.get();
    long current = woken == WAITING ? 0 : System.nanoTime() - woken;
    // between two turns the sum may be slightly low, but a counter must never fall
    return reportedNanos.accumulateAndGet(total + current, Math::max);
  }
}
