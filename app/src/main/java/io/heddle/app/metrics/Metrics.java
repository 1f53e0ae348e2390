package io.heddle.app.metrics;

import io.heddle.app.log.AccessLog;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a server, in one registry that Prometheus can scrape. Every series has the labels
 * {@code application} and {@code engine}.
 */
public final class Metrics implements AutoCloseable {
  private final CoarseClock clock = new CoarseClock();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
  private final HttpMetrics http;
  private final EngineMetrics engine;
  private final ConfigMetrics config;
  private final ProcessMetrics process = new ProcessMetrics();
  private @Nullable PinningMetrics pinning;
  private @Nullable ProbeSchedule sampler;

  /**
   * The meters of a server, at zero.
   *
   * @param engineName value of the label {@code engine}
   * @param lends whether the engine lends connections to workers
   * @param fatal is told of errors of the JVM, for which there is no meter
   */
  public Metrics(String engineName, boolean lends, EngineObserver fatal) {
    registry
        .config()
        .commonTags("application", "heddle", "engine", engineName)
        .meterFilter(ProcessMetrics.filter());
    http = new HttpMetrics(registry);
    engine = new EngineMetrics(registry, lends, fatal);
    config = new ConfigMetrics(registry, InstantSource.system());
  }

  /** The observer for the protocol. */
  public HttpMetrics http() {
    return http;
  }

  /** The observer for the engine. */
  public EngineObserver engine() {
    return engine;
  }

  /** What counts the reloads of the configuration. */
  public ConfigMetrics config() {
    return config;
  }

  /** The registry that Prometheus scrapes. */
  public PrometheusRegistry registry() {
    return registry.getPrometheusRegistry();
  }

  /** Adds the counts of the totals. */
  public void bind(Totals totals, int maxConnections) {
    count("heddle.received", "bytes", "Bytes received", totals, Totals::bytesIn);
    count("heddle.sent", "bytes", "Bytes sent", totals, Totals::bytesOut);
    Gauge.builder("heddle.connections.open", totals, Totals::open)
        .description("Open connections")
        .register(registry);
    Gauge.builder("heddle.connections.limit", () -> maxConnections)
        .description("Connections above which new ones are answered 503")
        .register(registry);
  }

  /** Adds the counts of the access log. */
  public void bind(AccessLog log) {
    count("heddle.access.log.lines", null, "Lines written", log, AccessLog::written);
    count("heddle.access.log.dropped", null, "Lines not written", log, AccessLog::dropped);
  }

  /**
   * Adds the meters that need Flight Recorder. It takes 0.2 s to start, so call this before the
   * server listens. If it cannot start, these meters are missing.
   */
  public void startFlightRecorder() {
    pinning = PinningMetrics.start(registry);
  }

  private <T> void count(
      String name, @Nullable String unit, String description, T source, ToDoubleFunction<T> total) {
    FunctionCounter.builder(name, source, total)
        .description(description)
        .baseUnit(unit)
        .register(registry);
  }

  /**
   * Adds the meters of the process and of a started engine, and starts the probes.
   *
   * @param info the labels of {@code heddle.info}
   */
  public void start(Engine started, Map<String, String> info) {
    engine.bind(started);
    process.bindTo(registry);
    new SchedulerMetrics().bindTo(registry);
    Gauge.builder("heddle.info", () -> 1)
        .description("Labels describe the server")
        .tags(info.entrySet().stream().map(e -> Tag.of(e.getKey(), e.getValue())).toList())
        .register(registry);
    sampler = new ProbeSchedule(started, clock).start();
  }

  /** Stops probing, before the engine stops. */
  public void endProbing() {
    if (sampler != null) {
      sampler.end();
    }
  }

  @Override
  public void close() {
    endProbing();
    if (pinning != null) {
      pinning.close();
    }
    process.close();
  }
}
