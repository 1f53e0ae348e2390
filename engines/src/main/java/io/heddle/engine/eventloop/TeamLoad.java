package io.heddle.engine.eventloop;

import io.heddle.engine.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;

/** The load of a team of workers. Any thread may count and read. */
final class TeamLoad {
  private static final String REFUSED = "heddle.worker.refused";
  private static final String REFUSED_MEANING =
      "Calls that were not made because no worker was free in time";

  private final LongAdder lent = new LongAdder();
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder timedOut = new LongAdder();

  private final String team;

  /** How many calls the workers can run at a time; empty if that is unbounded. */
  private final OptionalInt limit;

  TeamLoad(String team, Executor workers) {
    this.team = team;
    this.limit =
        workers instanceof ThreadPoolExecutor pool
            ? OptionalInt.of(pool.getMaximumPoolSize())
            : OptionalInt.empty();
  }

  void lent() {
    lent.increment();
  }

  /** A call found no room in the queue. */
  void refused() {
    lent.decrement();
    refused.increment();
  }

  /** A call left the queue before a worker began with it. */
  void removed() {
    lent.decrement();
  }

  /** A call was cancelled because it waited too long; it is {@link #removed} as well. */
  void timedOut() {
    timedOut.increment();
  }

  void begun() {
    begun.increment();
  }

  void ended() {
    ended.increment();
  }

  private long queued() {
    return Math.max(0, lent.sum() - begun.sum());
  }

  private long busy() {
    return Math.max(0, begun.sum() - ended.sum());
  }

  /** The metrics. */
  List<Meter> meters() {
    Map<String, String> tags = Map.of("team", team);
    List<Meter> meters = new ArrayList<>();
    meters.add(
        Meter.counter(
            "heddle.worker.calls",
            "Times that a connection was handed to a worker",
            "",
            tags,
            begun::sum));
    meters.add(refused("full", refused));
    meters.add(refused("timeout", timedOut));
    meters.add(
        Meter.gauge(
            "heddle.workers.queued", "Connections that wait for a worker", tags, this::queued));
    meters.add(
        Meter.gauge("heddle.workers.busy", "Connections that a worker serves", tags, this::busy));
    limit.ifPresent(
        threads ->
            meters.add(
                Meter.gauge(
                    "heddle.workers.limit", "Threads of the workers' pool", tags, () -> threads)));
    return meters;
  }

  private Meter refused(String reason, LongAdder count) {
    return Meter.counter(
        REFUSED, REFUSED_MEANING, "", Map.of("team", team, "reason", reason), count::sum);
  }
}
