package io.heddle.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** The meters of the configuration: how often it was reloaded, and whether it is the newest. */
public final class ConfigMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final InstantSource clock;
  private final Counter successes;
  private final Counter failures;
  private volatile boolean isNewest = true;
  private volatile long loadedMillis;

  /** The meters when the server starts, which loads the configuration for the first time. */
  ConfigMetrics(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.loadedMillis = clock.millis();
    successes = reloads("success", registry);
    failures = reloads("failure", registry);
    Gauge.builder("heddle.config.last.reload.successful", () -> isNewest ? 1 : 0)
        .description("1 if the last reload put the configuration in place, 0 if it was refused")
        .register(registry);
    Gauge.builder(
            "heddle.config.last.reload.success.timestamp", () -> loadedMillis / MILLIS_PER_SECOND)
        .description("When the configuration in place was loaded, since 1970")
        .baseUnit("seconds")
        .register(registry);
  }

  private static Counter reloads(String outcome, MeterRegistry registry) {
    return Counter.builder("heddle.config.reloads")
        .description("Reloads of the configuration")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Counts a reload. */
  public void reloaded(boolean isSuccessful) {
    isNewest = isSuccessful;
    if (isSuccessful) {
      loadedMillis = clock.millis();
    }
    (isSuccessful ? successes : failures).increment();
  }
}
