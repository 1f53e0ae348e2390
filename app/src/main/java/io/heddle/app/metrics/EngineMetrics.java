package io.heddle.app.metrics;

import io.heddle.connection.Phase;
import io.heddle.engine.Admission;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The meters of an engine: accepted and rejected connections, their states and delays. */
public final class EngineMetrics implements EngineObserver {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final Duration[] DELAY_BUCKETS =
      LongStream.of(
              10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000,
              250_000, 500_000, 1_000_000, 2_500_000, 5_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final EngineObserver fatal;
  private List<Meter> meters = List.of();
  private final Counter accepted;
  private final Counter turnedAway;
  private final Counter dropped;
  private final Counter unserved;
  private final Counter clientRefused;
  private final Counter acceptFailures;
  private final Counter handshakes;
  private final Counter failedHandshakes;
  private final Timer readinessDelay;

  /** Null for an engine that has no workers. */
  private final @Nullable Timer workerDelay;

  /**
   * The meters, at zero.
   *
   * @param lends whether the engine lends connections to workers
   * @param fatal is told of errors of the JVM, for which there is no meter
   */
  EngineMetrics(MeterRegistry registry, boolean lends, EngineObserver fatal) {
    this.registry = registry;
    this.fatal = fatal;
    accepted =
        Counter.builder("heddle.connections.accepted")
            .description("Connections that were accepted to be served")
            .register(registry);
    turnedAway = rejected("limit");
    dropped = rejected("overflow");
    unserved = rejected("thread");
    clientRefused = rejected("client");
    acceptFailures =
        Counter.builder("heddle.accept.failures")
            .description("Failed attempts to accept a connection, which then waits in the backlog")
            .register(registry);
    handshakes = handshakes("complete");
    failedHandshakes = handshakes("failed");
    readinessDelay =
        delay(
            "heddle.readiness.delay",
            "Time from readiness until the engine reads a connection, measured by a probe");
    workerDelay =
        lends
            ? delay(
                "heddle.worker.delay",
                "Time from handing a connection or a probe to the workers until one starts")
            : null;
  }

  private Counter rejected(String reason) {
    return Counter.builder("heddle.connections.rejected")
        .description("Connections that were not served: answered 503 or 429, or closed")
        .tag("reason", reason)
        .register(registry);
  }

  private Counter handshakes(String outcome) {
    return Counter.builder("heddle.tls.handshakes")
        .description("Handshakes of TLS that have ended")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Timer delay(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(DELAY_BUCKETS)
        .register(registry);
  }

  @Override
  public void admitted(Admission admission) {
    switch (admission) {
      case SERVED -> accepted.increment();
      case TURNED_AWAY -> turnedAway.increment();
      case DROPPED -> dropped.increment();
    }
  }

  @Override
  public void acceptFailed() {
    acceptFailures.increment();
  }

  @Override
  public void unserved() {
    unserved.increment();
  }

  @Override
  public void clientRefused() {
    clientRefused.increment();
  }

  @Override
  public void handshakeEnded(boolean isComplete) {
    (isComplete ? handshakes : failedHandshakes).increment();
  }

  @Override
  public void probed(long delayNanos) {
    readinessDelay.record(delayNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void borrowed(long delayNanos) {
    if (workerDelay != null) {
      workerDelay.record(delayNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void fatal(VirtualMachineError error) {
    fatal.fatal(error);
  }

  /** Adds the meters that read their values from a started engine. */
  void bind(Engine engine) {
    bindState("reading", engine, Phase.HEAD, Phase.BODY);
    bindState("handling", engine, Phase.HANDLING);
    bindState("proxying", engine, Phase.UPSTREAM);
    bindState("writing", engine, Phase.WRITE);
    bindState("idle", engine, Phase.OPENED, Phase.IDLE);
    bindState("closing", engine, Phase.LINGER);
    Gauge.builder("heddle.readiness.waiting", engine, e -> e.probeWaitingNanos() / NANOS_PER_SECOND)
        .description("Age of the oldest probe that is still waiting")
        .baseUnit("seconds")
        .register(registry);
    // keep them, because the registry has only weak references
    meters = engine.meters();
    meters.forEach(this::bind);
  }

  private void bind(Meter meter) {
    String unit = meter.unit().isEmpty() ? null : meter.unit();
    List<Tag> tags =
        meter.tags().entrySet().stream().map(e -> Tag.of(e.getKey(), e.getValue())).toList();
    switch (meter.kind()) {
      case COUNTER ->
          FunctionCounter.builder(meter.name(), meter, m -> m.value().getAsDouble())
              .description(meter.description())
              .baseUnit(unit)
              .tags(tags)
              .register(registry);
      case GAUGE ->
          Gauge.builder(meter.name(), meter, m -> m.value().getAsDouble())
              .description(meter.description())
              .baseUnit(unit)
              .tags(tags)
              .strongReference(true)
              .register(registry);
    }
  }

  private void bindState(String state, Engine engine, Phase... phases) {
    Gauge.builder(
            "heddle.connections", engine, e -> Arrays.stream(phases).mapToInt(e::connections).sum())
        .description("Open connections by what they are waiting for")
        .tag("state", state)
        .register(registry);
  }
}
