package io.heddle.app.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The meters of the process that serves: memory, collector, threads, processor, descriptors. */
final class ProcessMetrics implements AutoCloseable {
  /** Linux: sizes of this process, in kB (proc_pid_status(5)). */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final String RESIDENT = "VmRSS:";
  private static final double NANOS_PER_SECOND = 1e9;

  /** What Micrometer names as Prometheus would not; there is another in the place of each. */
  private static final Set<String> ILL_NAMED = Set.of("process.cpu.time", "system.cpu.count");

  private final JvmGcMetrics collector = new JvmGcMetrics();

  /** What a registry needs before it has any meter. */
  static MeterFilter filter() {
    return MeterFilter.deny(id -> ILL_NAMED.contains(id.getName()));
  }

  /** Adds the meters. */
  void bindTo(MeterRegistry registry) {
    Stream.<MeterBinder>of(
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            collector,
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
    Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes)
        .description("Memory of the process that is in RAM")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("system.cpus", Runtime.getRuntime(), Runtime::availableProcessors)
        .description("Processors that this process may use")
        .register(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, s -> s.getProcessCpuTime() / NANOS_PER_SECOND)
          .description("Processor time of the process, user and system")
          .baseUnit("seconds")
          .register(registry);
    }
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
      FunctionCounter.builder(
              "jvm.memory.allocated", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
          .description("Heap memory that threads have allocated since the start")
          .baseUnit("bytes")
          .register(registry);
    }
  }

  /** NaN where there is no such file. */
  private static double residentBytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> kibibytes(line) * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double kibibytes(String line) {
    return Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").strip());
  }

  @Override
  public void close() {
    collector.close();
  }
}
