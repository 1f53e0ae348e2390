package io.heddle.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.function.ToDoubleFunction;
import jdk.management.VirtualThreadSchedulerMXBean;

/** The meters of the virtual thread scheduler. They cost nothing between scrapes. */
final class SchedulerMetrics {
  private static final String THREADS = "threads";

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  void bindTo(MeterRegistry registry) {
    gauge("jvm.threads.virtual.parallelism", VirtualThreadSchedulerMXBean::getParallelism)
        .description("Carrier threads that the scheduler aims for")
        .register(registry);
    gauge("jvm.threads.virtual.pool.size", VirtualThreadSchedulerMXBean::getPoolSize)
        .description("Carrier threads that exist")
        .baseUnit(THREADS)
        .register(registry);
    live("mounted", VirtualThreadSchedulerMXBean::getMountedVirtualThreadCount).register(registry);
    live("queued", VirtualThreadSchedulerMXBean::getQueuedVirtualThreadCount).register(registry);
  }

  private Gauge.Builder<VirtualThreadSchedulerMXBean> live(
      String status, ToDoubleFunction<VirtualThreadSchedulerMXBean> count) {
    return gauge("jvm.threads.virtual.live", count)
        .description("Virtual threads that run on a carrier or wait for one")
        .baseUnit(THREADS)
        .tag("scheduling.status", status);
  }

  private Gauge.Builder<VirtualThreadSchedulerMXBean> gauge(
      String name, ToDoubleFunction<VirtualThreadSchedulerMXBean> value) {
    return Gauge.builder(name, scheduler, value).strongReference(true);
  }
}
