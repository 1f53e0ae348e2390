package io.heddle.app.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java21.instrument.binder.jdk.VirtualThreadMetrics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the scheduler of virtual threads. That threads were pinned only Flight Recorder
 * tells, which takes a fifth of a second to start and a folder for its files: so it starts beside
 * the server, and where it cannot, the server goes without these meters.
 */
final class SchedulerMetrics implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SchedulerMetrics.class.getName());

  private final Thread binder;
  private @Nullable VirtualThreadMetrics recorder;
  private boolean closed;

  private SchedulerMetrics(MeterRegistry registry) {
    binder =
        Thread.ofPlatform().name("scheduler-metrics").daemon().unstarted(() -> bindTo(registry));
  }

  /** Begins to add the meters, and returns at once. */
  static SchedulerMetrics bind(MeterRegistry registry) {
    SchedulerMetrics metrics = new SchedulerMetrics(registry);
    metrics.binder.start();
    return metrics;
  }

  private void bindTo(MeterRegistry registry) {
    try {
      VirtualThreadMetrics started = new VirtualThreadMetrics();
      started.bindTo(registry);
      keep(started);
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.WARNING, "no metrics of virtual threads: Flight Recorder does not start: {0}", e.toString());
    }
  }

  private synchronized void keep(VirtualThreadMetrics started) {
    recorder = started;
    if (closed) {
      started.close();
    }
  }

  /** Ends the recording. */
  @Override
  public synchronized void close() {
    closed = true;
    if (recorder != null) {
      recorder.close();
    }
  }
}
