package io.heddle.app.metrics;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Stream;

/** The meters of the process: memory, garbage collector, threads, CPU, descriptors. */
final class ProcessMetrics implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Meters whose names break Prometheus's conventions; other meters replace them. */
  private static final Set<String> REPLACED = Set.of("process.cpu.time", "system.cpu.count");

  private final JvmGcMetrics collector = new JvmGcMetrics();

  /** The filter that a registry needs before any meter is added. */
  static MeterFilter filter() {
    return MeterFilter.deny(id -> REPLACED.contains(id.getName()));
  }

  /** Adds the meters. */
  void bindTo(MeterRegistry registry) {
    Stream.<MeterBinder>of(
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            collector,
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      bindSystem(registry, system);
    }
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
      FunctionCounter.builder(
              "jvm.memory.allocated", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
          .description("Heap memory allocated by all threads since the start")
          .baseUnit("bytes")
          .register(registry);
    }
  }

  private static void bindSystem(MeterRegistry registry, UnixOperatingSystemMXBean system) {
    Gauge.builder("process.resident.memory", new ResidentMemory(), ResidentMemory::bytes)
        .strongReference(true)
        .description("RAM that the process uses")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("system.cpus", Runtime.getRuntime(), Runtime::availableProcessors)
        .description("Cores that this process may use")
        .register(registry);
    FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / NANOS_PER_SECOND)
        .description("CPU time of the process, user and system")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("process.files.open", system, ProcessMetrics::openFiles)
        .description("Open descriptors")
        .baseUnit("files")
        .register(registry);
    Gauge.builder("process.files.max", system, UnixOperatingSystemMXBean::getMaxFileDescriptorCount)
        .description("Descriptors that may be open")
        .baseUnit("files")
        .register(registry);
  }

  /** The JVM opens a file to count them. If that fails, all descriptors are in use. */
  private static double openFiles(UnixOperatingSystemMXBean system) {
    try {
      long open = system.getOpenFileDescriptorCount();
      return open < 0 ? system.getMaxFileDescriptorCount() : open;
    } catch (RuntimeException | Error e) {
      return system.getMaxFileDescriptorCount();
    }
  }

  @Override
  public void close() {
    collector.close();
  }
}
