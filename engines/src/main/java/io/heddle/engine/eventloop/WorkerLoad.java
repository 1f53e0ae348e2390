package io.heddle.engine.eventloop;

import io.heddle.engine.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;

/** The load of an engine's workers. Any thread may count and read. */
final class WorkerLoad {
  private final LongAdder lent = new LongAdder();
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();

  private final OptionalInt limit;

  WorkerLoad(Workers workers) {
    limit =
        switch (workers) {
          case Workers.Virtual all -> OptionalInt.empty();
          case Workers.Pool pool -> OptionalInt.of(pool.threads());
        };
  }

  /** How many calls the workers can run at a time; empty if that is unbounded. */
  public OptionalInt limit() {
    return limit;
  }

  void lent() {
    lent.increment();
  }

  /** Removes a call from the count that no worker accepted. */
  void refused() {
    lent.decrement();
  }

  void begun() {
    begun.increment();
  }

  void ended() {
    ended.increment();
  }

  /** How many calls workers have started. */
  public long calls() {
    return begun.sum();
  }

  /** How many connections wait for a worker. */
  public long queued() {
    return Math.max(0, lent.sum() - begun.sum());
  }

  /** How many connections are with a worker. */
  public long busy() {
    return Math.max(0, begun.sum() - ended.sum());
  }

  /** The metrics. */
  List<Meter> meters() {
    List<Meter> meters = new ArrayList<>();
    meters.add(
        Meter.counter(
            "heddle.worker.calls",
            "Times that a connection was handed to a worker",
            "",
            Map.of(),
            this::calls));
    meters.add(
        Meter.gauge("heddle.workers.queued", "Connections that wait for a worker", this::queued));
    meters.add(Meter.gauge("heddle.workers.busy", "Connections that a worker serves", this::busy));
    limit.ifPresent(
        threads ->
            meters.add(
                Meter.gauge(
                    "heddle.workers.limit", "Threads of the workers' pool", () -> threads)));
    return meters;
  }
}
